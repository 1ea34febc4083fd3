package dev.freeport.internal.failure;

import java.lang.reflect.InvocationTargetException;
import java.net.BindException;
import java.net.SocketException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Knows what servers throw when their port is taken: by type, by simple name where the type may be shaded or is not on the
 * class path, and by texts of programs that have no other language. What the C library says is translated, so it decides
 * nothing.
 */
final class BindFailureKinds {
    private static final Set<String> NAMES =
            Set.of("ChannelBindException", "PortInUseException", "QuarkusBindException");

    /** Types with many meanings, and what they say when they mean this one: RMI, Kafka, docker-java. */
    private static final Map<String, List<String>> TEXTS = Map.of(
            "ExportException", List.of("Port already in use: "),
            "KafkaException", List.of("Socket server failed to bind to "),
            "InternalServerErrorException", List.of("port is already allocated", "address already in use"));

    /** What Netty's native transports throw for every system call. */
    private static final String NATIVE_NAME = "NativeIoException";

    /** EADDRINUSE, EACCES and EADDRNOTAVAIL of Linux, and the first and last of macOS and the BSDs; Netty has them negative. */
    private static final Set<Integer> NATIVE_ERRNOS = Set.of(-98, -13, -99, -48, -49);

    private static final Set<String> CALLS = Set.of("socket", "serverSocket", "bind", "listen", "checkAddress");
    private static final Set<String> SERVERS = Set.of(
            "java.net.ServerSocket", "java.nio.channels.ServerSocketChannel", "sun.nio.ch.ServerSocketChannelImpl");
    private static final int TOP_FRAMES = 12;
    private static final int LONGEST_MESSAGE = 100_000;

    private BindFailureKinds() {}

    /** Tells whether a throwable, regardless of its causes, says that a port could not be bound. */
    static boolean isBindFailure(Throwable failure) {
        if (failure instanceof BindException) {
            return true;
        }
        String name = failure.getClass().getSimpleName();
        if (name.equals(NATIVE_NAME)) {
            return isNativeBindFailure(failure);
        }
        // The message last, because some are costly to make.
        List<String> texts = TEXTS.get(name);
        return NAMES.contains(name) || texts != null && texts.stream().anyMatch(message(failure)::contains);
    }

    /**
     * Tells whether a throwable comes from the call that makes a socket or binds it, so that it may be about what a server
     * needs besides a free port: a descriptor, a permission, an address of IPv6. Told by the frames of the JDK.
     */
    static boolean isOfABind(Throwable failure) {
        if (!failure.getClass().equals(SocketException.class)
                && !(failure instanceof UnsupportedAddressTypeException)) {
            return false;
        }
        List<StackTraceElement> frames =
                Arrays.stream(failure.getStackTrace()).limit(TOP_FRAMES).toList();
        boolean byTheJdk = frames.stream()
                .anyMatch(frame ->
                        frame.getClassName().equals("sun.nio.ch.Net") && CALLS.contains(frame.getMethodName()));
        return byTheJdk
                && frames.stream()
                        .anyMatch(frame -> SERVERS.contains(frame.getClassName())
                                || frame.getMethodName().equals("bind"));
    }

    /** The message begins with the name of the system call. */
    private static boolean isNativeBindFailure(Throwable failure) {
        String message = message(failure);
        if (!message.startsWith("bind(") && !message.startsWith("listen(")) {
            return false;
        }
        try {
            Object errno = failure.getClass().getMethod("expectedErr").invoke(failure);
            return errno instanceof Integer number && NATIVE_ERRNOS.contains(number);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException unknownVersion) {
            return true;
        }
    }

    /** Tells whether the text of a throwable, or of a BindException beside its causes, names a port: a hint at most. */
    static boolean names(int port, Throwable failure) {
        String message = message(failure);
        return message.contains("BindException")
                || Pattern.compile("(?<![0-9])" + port + "(?![0-9])")
                        .matcher(message)
                        .find();
    }

    /** Returns the text of a throwable, which is made by others' code, or as much of it as is read. */
    static String message(Throwable failure) {
        try {
            String message = String.valueOf(failure.getMessage());
            return message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
        } catch (RuntimeException noText) {
            return "";
        }
    }
}
