package dev.freeport.junit;

import java.lang.reflect.InvocationTargetException;
import java.net.BindException;
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

    /** EADDRINUSE and EACCES of Linux, EADDRINUSE of macOS and the BSDs; Netty has them negative. */
    private static final Set<Integer> NATIVE_ERRNOS = Set.of(-98, -13, -48);

    private BindFailureKinds() {}

    /** Tells whether a throwable, regardless of its causes, says that a port could not be bound. */
    static boolean isBindFailure(Throwable failure) {
        if (failure instanceof BindException) {
            // EADDRNOTAVAIL: this host has no such address. A text in another language makes us say more, not worse.
            return !message(failure).contains("assign requested address");
        }
        String name = failure.getClass().getSimpleName();
        if (name.equals(NATIVE_NAME)) {
            return isNativeBindFailure(failure);
        }
        // The message last, because some are costly to make.
        List<String> texts = TEXTS.get(name);
        return NAMES.contains(name) || texts != null && texts.stream().anyMatch(message(failure)::contains);
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
            return !message.contains("assign requested address");
        }
    }

    /**
     * Tells whether the text of a throwable names a port, or the exception that it does not have as its cause. This alone
     * means nothing.
     */
    static boolean speaksOf(int port, Throwable failure) {
        String message = message(failure);
        return message.contains("BindException")
                || Pattern.compile("(?<![0-9])" + port + "(?![0-9])")
                        .matcher(message)
                        .find();
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
