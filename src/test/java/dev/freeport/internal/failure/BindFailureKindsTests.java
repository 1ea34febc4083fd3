package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With stand-ins that bear the names of what servers throw; many real ones are in the samples. */
class BindFailureKindsTests {

    @ParameterizedTest
    @MethodSource("bindFailures")
    void recognises(Throwable failure) {
        assertThat(BindFailureKinds.isBindFailure(failure)).isTrue();
    }

    static Stream<Throwable> bindFailures() {
        return Stream.of(
                new BindException("Die Adresse wird bereits verwendet"),
                new BindException(),
                new NativeIoException("bind(..) failed with error(-98): Die Adresse wird bereits verwendet", -98),
                new NativeIoException("listen(..) failed with error(-98): Address already in use", -98),
                new NativeIoException("bind(..) failed with error(-13): Permission denied", -13),
                new NativeIoException("bind(..) failed with error(-48): Address already in use", -48),
                new BindException("Cannot assign requested address"),
                new NativeIoException("bind(..) failed with error(-99): Die Adresse ist nicht verfügbar", -99),
                new ChannelBindException(),
                new PortInUseException(),
                new QuarkusBindException(),
                new ExportException("Port already in use: 1099; nested exception is: "),
                new KafkaException("Socket server failed to bind to localhost:9092: Address already in use."),
                new InternalServerErrorException("Status 500: {\"message\":\"driver failed programming external"
                        + " connectivity on endpoint db: Bind for 0.0.0.0:5432 failed: port is already allocated\"}"),
                new InternalServerErrorException("Status 500: {\"message\":\"failed to bind host port for"
                        + " 0.0.0.0:5432:172.17.0.2:5432/tcp: address already in use\"}"));
    }

    @ParameterizedTest
    @MethodSource("otherFailures")
    void leavesAlone(Throwable failure) {
        assertThat(BindFailureKinds.isBindFailure(failure)).isFalse();
    }

    static Stream<Throwable> otherFailures() {
        return Stream.of(
                new IOException("Address already in use"),
                new NativeIoException("recvAddress(..) failed with error(-104): Connection reset by peer", -104),
                new NativeIoException("bind(..) failed with error(-104): Connection reset by peer", -104),
                new ExportException("object already exported"),
                new KafkaException("Failed to construct kafka consumer"),
                new InternalServerErrorException("Status 500: {\"message\":\"no such image\"}"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfABind")
    void recognisesTheCallOfTheJdk(boolean isOfABind, Throwable failure) {
        assertThat(BindFailureKinds.isOfABind(failure)).isEqualTo(isOfABind);
    }

    static Stream<Arguments> failuresOfABind() {
        return Stream.of(
                Arguments.of(true, at(new SocketException("no"), "listen", "java.net.ServerSocket", "listen")),
                Arguments.of(true, at(new SocketException("no"), "bind", "com.acme.Client", "bind")),
                Arguments.of(
                        true,
                        at(
                                new UnsupportedAddressTypeException(),
                                "checkAddress",
                                "sun.nio.ch.ServerSocketChannelImpl",
                                "netBind")),
                Arguments.of(false, at(new SocketException("no"), "connect", "java.net.ServerSocket", "listen")),
                Arguments.of(false, at(new SocketException("no"), "socket", "com.acme.Client", "connect")),
                Arguments.of(false, at(new IllegalStateException("no"), "bind", "java.net.ServerSocket", "bind")),
                Arguments.of(false, at(new SubclassOfSocketException(), "bind", "java.net.ServerSocket", "bind")));
    }

    private static Throwable at(Throwable failure, String call, String caller, String method) {
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("sun.nio.ch.Net", call, "Net.java", 1),
            new StackTraceElement(caller, method, "Caller.java", 2)
        });
        return failure;
    }

    @Test
    void seesAPortInATextOnlyAsAWholeNumber() {
        assertThat(BindFailureKinds.names(8080, new IOException("no answer from localhost:8080.")))
                .isTrue();
        assertThat(BindFailureKinds.names(8080, new IOException("after 18080 ms or 80801")))
                .isFalse();
        assertThat(BindFailureKinds.names(8080, new IOException("caused by java.net.BindException: in use")))
                .isTrue();
    }

    private static final class SubclassOfSocketException extends SocketException {
        private static final long serialVersionUID = 1L;
    }

    /** Netty's is shaded in some servers, so only its simple name is always the same. */
    public static final class NativeIoException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int errno;

        NativeIoException(String message, int errno) {
            super(message);
            this.errno = errno;
        }

        public int expectedErr() {
            return errno;
        }
    }

    private static final class ChannelBindException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class PortInUseException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class QuarkusBindException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class ExportException extends IOException {
        private static final long serialVersionUID = 1L;

        ExportException(String message) {
            super(message);
        }
    }

    private static final class KafkaException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        KafkaException(String message) {
            super(message);
        }
    }

    private static final class InternalServerErrorException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InternalServerErrorException(String message) {
            super(message);
        }
    }
}
