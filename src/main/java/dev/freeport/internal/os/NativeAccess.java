package dev.freeport.internal.os;

import com.sun.jna.Native;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls native code where that is allowed. Since JDK 24 a JVM prints four lines of warning on its standard error, or
 * refuses, when a module loads a library without permission (JEP 472), which only the command line of the JVM can give.
 * Without permission this class makes no call, so that there is no warning.
 */
public final class NativeAccess {
    private static final int FIRST_VERSION_THAT_WARNS = 24;

    /** The library that JNA unpacks: {@code /tmp/jna-1/jna2.tmp: failed to map segment from shared object}. */
    private static final Pattern UNPACKED = Pattern.compile("(?:^|[ '(])([^:'(]+)[/\\\\]jna[0-9]+\\.(?:tmp|dll)");

    private static volatile @Nullable String firstFailure;

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
            throw new IOException(why(unusable), unusable);
        }
    }

    /** Calls nothing, and fails where JNA cannot load its library. */
    public static String version() throws IOException {
        // the version is a constant, which loads nothing
        return call(() -> Native.VERSION + (Native.POINTER_SIZE > 0 ? "" : "?"));
    }

    /** Returns a clause on one line. Only the first failure says why; the JVM does not try to load a class again. */
    private static String why(Throwable unusable) {
        String why = unusable instanceof UnsatisfiedLinkError
                ? whyNotLoaded(String.valueOf(unusable.getMessage()))
                : "JNA cannot be used (" + firstLine(unusable.toString()) + ")";
        if (unusable instanceof LinkageError) {
            String first = firstFailure;
            if (first != null) {
                return first;
            }
            firstFailure = why;
        }
        return why;
    }

    private static String whyNotLoaded(String message) {
        Matcher file = UNPACKED.matcher(message);
        return file.find()
                ? "JNA cannot load its library from " + file.group(1)
                        + ", which may be mounted with noexec (set -Djna.tmpdir to a folder without that)"
                : "JNA cannot load its library (" + firstLine(message) + ")";
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
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
