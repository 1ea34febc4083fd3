package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.freeport.junit.OccupiedPort.Occupier;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ports that are not just free, held in code. */
class PortKindTests {
    private static final int PORT = 9427;

    @Test
    void areHeldAsTheAnnotationsHoldThem() {
        TestRun run = TestRun.of(AllKindsTestCase.class).succeeds(1);

        assertThat(run.port("fixed")).isEqualTo(PORT);
        assertThat(run.ports()).doesNotHaveDuplicates();
    }

    static class AllKindsTestCase {
        @RegisterExtension
        static final PortExtension FIXED =
                PortExtension.fixed(PORT, request -> request.withTimeout(Duration.ofSeconds(20)));

        @RegisterExtension
        final PortExtension closed = PortExtension.closed().withName("closed");

        @RegisterExtension
        final PortExtension occupied = PortExtension.occupied(Occupier.THIS_JVM);

        @RegisterExtension
        final PortExtension bound = PortExtension.occupied(Occupier.THIS_JVM).withListening(false);

        @RegisterExtension
        final PortExtension udp = PortExtension.occupied(Occupier.THIS_JVM).withProtocols(Protocol.UDP);

        @Test
        void test(@FixedPort(PORT) int same, @ClosedPort("closed") int shared) throws IOException {
            note("fixed", FIXED.port());
            note("closed", closed.port());
            note("occupied", occupied.port());
            note("bound", bound.port());
            assertThat(same).isEqualTo(FIXED.port());
            assertThat(shared).isEqualTo(closed.port());
            new ServerSocket(FIXED.port()).close();
            fails(() -> new Socket(InetAddress.getLoopbackAddress(), closed.port()));
            fails(() -> new ServerSocket(closed.port()));
            fails(() -> new ServerSocket(occupied.port()));
            new Socket(InetAddress.getLoopbackAddress(), occupied.port()).close();
            fails(() -> new ServerSocket(bound.port()));
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), bound.port()));
            fails(() -> new DatagramSocket(udp.port()));
        }

        private static void fails(ThrowingCallable use) {
            assertThatExceptionOfType(IOException.class).isThrownBy(use);
        }
    }

    @Nested
    class ReportFailure {
        @Test
        void whenThereIsNoSuchPort() {
            for (int port : new int[] {-1, 0, 65536}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> PortExtension.fixed(port))
                        .withMessage("port (" + port + ") must be from 1 to 65535.");
            }
            assertThatNoException().isThrownBy(() -> PortExtension.fixed(1));
            assertThatNoException().isThrownBy(() -> PortExtension.fixed(65535));
        }

        @Test
        void whenAnOccupiedPortIsForTwoProtocols() {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> PortExtension.occupied(Occupier.OTHER_JVM).withProtocols(Protocol.TCP, Protocol.UDP))
                    .withMessage("withProtocols takes one protocol for an occupied port.");
        }

        @ParameterizedTest
        @MethodSource("dev.freeport.junit.PortKindTests#wrong")
        void whenAPartIsForAnotherKind(ThrowingCallable part, String message) {
            assertThatIllegalArgumentException().isThrownBy(part).withMessage(message);
        }
    }

    static Stream<Arguments> wrong() {
        PortExtension fixed = PortExtension.fixed(PORT);
        PortExtension closed = PortExtension.closed();
        return Stream.of(
                wrong(() -> fixed.withName("shop"), "withName is not for a port that is fixed."),
                wrong(() -> fixed.withCount(2), "withCount is not for a port that is fixed."),
                wrong(() -> fixed.withListening(false), "withListening is not for a port that is fixed."),
                wrong(() -> closed.withContiguous(true), "withContiguous is not for a port that is closed."),
                wrong(() -> closed.withProtocols(Protocol.TCP), "withProtocols is not for a port that is closed."),
                wrong(
                        () -> PortExtension.occupied(Occupier.OTHER_JVM).withCount(2),
                        "withCount is not for a port that is occupied."),
                wrong(() -> PortExtension.free().withListening(true), "withListening is not for a port that is free."));
    }

    private static Arguments wrong(ThrowingCallable part, String message) {
        return Arguments.of(part, message);
    }
}
