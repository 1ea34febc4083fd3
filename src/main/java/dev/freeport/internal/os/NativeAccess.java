package dev.freeport.internal.os;

import com.sun.jna.Native;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether native code may be called here. Since JDK 24 a JVM prints four lines of warning on its standard error, or
 * refuses, when a library is loaded by a module that was not allowed to (JEP 472). There is no way to be allowed but its
 * command line, and nobody asked for such lines; so where it is not allowed, the call is not made.
 */
public final class NativeAccess {
    private static final int FIRST_THAT_WARNS = 24;

    private NativeAccess() {}

    /** Something that needs JNA. */
    @FunctionalInterface
    public interface Call<T extends @Nullable Object> {
        /**
         * Calls it.
         *
         * @return what it says
         * @throws IOException if it fails
         */
        T call() throws IOException;
    }

    /**
     * Calls native code.
     *
     * @param call what to do; classes that name JNA's must be loaded by it only
     * @param <T> the type of its answer
     * @return its answer
     * @throws IOException if it fails or cannot be called; the message is a clause that says why
     */
    public static <T extends @Nullable Object> T call(Call<T> call) throws IOException {
        require();
        try {
            return call.call();
        } catch (LinkageError | RuntimeException unusable) {
            throw new IOException("JNA cannot be used (" + unusable + ")", unusable);
        }
    }

    /** Checks that native code can be called. */
    static void require() throws IOException {
        try {
            require(Native.class.getModule(), Runtime.version().feature());
        } catch (LinkageError absent) {
            throw new IOException("JNA is not on the class path", absent);
        }
    }

    static void require(Module module, int javaVersion) throws IOException {
        if (javaVersion >= FIRST_THAT_WARNS && !isEnabled(module)) {
            throw new IOException("this JVM was started without --enable-native-access="
                    + (module.isNamed() ? module.getName() : "ALL-UNNAMED"));
        }
    }

    /** Asks a method that is newer than the JDK this is compiled for. */
    private static boolean isEnabled(Module module) {
        try {
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(module);
        } catch (ReflectiveOperationException older) {
            return true;
        }
    }
}
