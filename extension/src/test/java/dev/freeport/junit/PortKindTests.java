package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.junit.OccupiedPort.Occupier;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.UnaryOperator;
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
                PortExtension.builder().fixed(PORT).timeout("20s").build();

        @RegisterExtension
        final PortExtension closed =
                PortExtension.builder().name("closed").closed().build();

        @RegisterExtension
        final PortExtension occupied =
                PortExtension.builder().occupied(Occupier.THIS_JVM).build();

        @RegisterExtension
        final PortExtension bound = PortExtension.builder()
                .occupied(Occupier.THIS_JVM)
                .listening(false)
                .build();

        @RegisterExtension
        final PortExtension udp = PortExtension.builder()
                .occupied(Occupier.THIS_JVM)
                .protocol(Protocol.UDP)
                .build();

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
        void whenAPortIsToBeOfTwo() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PortExtension.builder().fixed(PORT).closed())
                    .withMessage("a port cannot be fixed and closed. Keep one of them.");
        }

        @Test
        void whenANumberIsNone() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PortExtension.builder().fixed(65536).build())
                    .withMessage("the number of a @FixedPort (65536) must be from 1 to 65535.");
        }

        @ParameterizedTest
        @MethodSource("dev.freeport.junit.PortKindTests#wrong")
        void whenAPartIsForAnother(UnaryOperator<PortExtensionBuilder> parts, String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parts.apply(PortExtension.builder()).build())
                    .withMessage(message);
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(it -> it.fixed(PORT).name("shop"), "name", "fixed"),
                wrong(it -> it.fixed(PORT).ranges("1-9"), "ranges", "fixed"),
                wrong(it -> it.fixed(PORT).avoid("1-9"), "avoid", "fixed"),
                wrong(it -> it.fixed(PORT).safeOn(StackProfile.LINUX), "safeOn", "fixed"),
                wrong(it -> it.fixed(PORT).count(2), "count", "fixed"),
                wrong(it -> it.closed().contiguous(), "contiguous", "closed"),
                wrong(it -> it.closed().guard(true), "guard", "closed"),
                wrong(it -> it.closed().protocol(Protocol.TCP), "protocol", "closed"),
                wrong(it -> it.closed().timeout("1s"), "timeout", "closed"),
                wrong(it -> it.fixed(PORT).listening(false), "listening", "fixed"),
                wrong(
                        it -> it.occupied(Occupier.OTHER_JVM).protocol(Protocol.TCP, Protocol.UDP),
                        "protocol for two",
                        "occupied"),
                Arguments.of(
                        (UnaryOperator<PortExtensionBuilder>) it -> it.timeout("1s"),
                        "timeout cannot be said of a port that is free."));
    }

    private static Arguments wrong(UnaryOperator<PortExtensionBuilder> parts, String part, String kind) {
        return Arguments.of(
                parts,
                part + " cannot be said of a port that is " + kind + ". Leave it out, or build a port that is not "
                        + kind + ".");
    }
}
