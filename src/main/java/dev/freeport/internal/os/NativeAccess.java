package dev.freeport.internal.os;

import com.sun.jna.Native;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Calls native code where that is allowed. Since JDK 24 a JVM prints four lines of warning on its standard error, or
 * refuses, when a module loads a library without permission (JEP 472), which only the command line of the JVM can give.
 * Without permission this class makes no call, so that there is no warning.
 */
public final class NativeAccess {
    private static final int FIRST_VERSION_THAT_WARNS = 24;

    private NativeAccess() {}

    @FunctionalInterface
    public interface Call<T extends @Nullable Object> {
        T call() throws IOException;
    }

    /** Calls what alone may load classes that refer to JNA. The message of an exception is a clause that says why. */
    public static <T extends @Nullable Object> T call(Call<T> call) throws IOException {
        require();
        try {
            return call.call();
        } catch (LinkageError | RuntimeException unusable) {
            throw new IOException("JNA cannot be used (" + unusable + ")", unusable);
        }
    }

    static void require() throws IOException {
        try {
            require(Native.class.getModule(), Runtime.version().feature());
        } catch (LinkageError absent) {
            throw new IOException("JNA is not on the class path", absent);
        }
    }

    static void require(Module module, int javaVersion) throws IOException {
        if (javaVersion >= FIRST_VERSION_THAT_WARNS && !isEnabled(module)) {
            throw new IOException("this JVM was started without --enable-native-access="
                    + (module.isNamed() ? module.getName() : "ALL-UNNAMED"));
        }
    }

    /** Calls a method that is newer than the JDK this is compiled for. */
    private static boolean isEnabled(Module module) {
        try {
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(module);
        } catch (ReflectiveOperationException older) {
            return true;
        }
    }
}
