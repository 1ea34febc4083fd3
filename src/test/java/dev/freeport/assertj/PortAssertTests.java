package dev.freeport.assertj;

import static dev.freeport.assertj.PortAssertions.assertThatPort;
import static dev.freeport.assertj.PortAssertions.assertThatUdpPort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.ForkedJvm;
import dev.freeport.FreePorts;
import dev.freeport.GuardSocket;
import dev.freeport.PortReservation;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class PortAssertTests {
    private static final String NOT_LISTENED_ON = "to be listened on but no listening process was seen";

    @TempDir
    Path directory;

    private PortReservation reservation;
    private int port;

    @BeforeEach
    void reserve() {
        reservation = TestRequests.reserve(directory);
        port = reservation.port();
    }

    @AfterEach
    void release() {
        reservation.close();
    }

    @Test
    void ofAPortThatNobodyHas() {
        reservation.close();

        assertThatPort(port).isFree().isNotReserved().isNotListenedOn().isOutsideDynamicRange();
        fails(() -> assertThatPort(port).isReserved(), "to be reserved but it is not");
        fails(() -> assertThatPort(port).isListenedOn(), NOT_LISTENED_ON);
        fails(
                () -> assertThatPort(port).isListenedOnByThisJvm(),
                "to be listened on by this JVM but it was not seen listening");
    }

    @Test
    void ofAReservedPort() {
        assertThatPort(port).isReserved().isNotListenedOn().isFree();
        fails(() -> assertThatPort(port).isNotReserved(), "not to be reserved but it is");
        fails(() -> assertThatPort(port).isListenedOn(), NOT_LISTENED_ON);
    }

    @Test
    void ofAReservedPortWithoutAGuard() {
        try (PortReservation unguarded =
                FreePorts.reserve(TestRequests.request(directory).withGuardSocket(GuardSocket.OFF))) {
            port = unguarded.port();
            assertThatPort(port).isReserved().isFree();
        }
    }

    @Test
    void ofAPortThatIsKeptClosed() {
        try (PortReservation closed = FreePorts.reserveClosed(TestRequests.request(directory))) {
            port = closed.port();
            assertThatPort(port).isReserved().isNotListenedOn();
            fails(() -> assertThatPort(port).isFree(), "to be free but it is not");
        }
    }

    @Test
    void ofAPortThatAnotherJvmHasReserved() {
        try (ForkedJvm other = ForkedJvm.start(Reserving.class, directory)) {
            port = Integer.parseInt(other.readLine());

            assertThatPort(port).isReserved().isNotListenedOn();
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThatPort(port).isFree())
                    .withMessageMatching(String.format(
                            "%nExpecting port %d to be free but it is not:%nPort %d is reserved by another JVM: pid %d\\.%n"
                                    + "(?s).*",
                            port, port, other.pid()));
        }
    }

    static final class Reserving {
        public static void main(String[] arguments) throws IOException {
            System.out.println(TestRequests.reserve(Path.of(arguments[0])).port());
            System.in.read();
        }
    }

    @Test
    void ofAServerOfThisJvm() throws IOException {
        long pid = ProcessHandle.current().pid();
        try (ServerSocket server = new ServerSocket(port)) {
            assertThatPort(server.getLocalPort())
                    .isListenedOn()
                    .isListenedOnByThisJvm()
                    .isListenedOnByPid(pid)
                    .isListenedOnByCommandContaining("java")
                    .isReserved();
            fails(() -> assertThatPort(port).isFree(), "to be free but it is not");
            fails(() -> assertThatPort(port).isNotListenedOn(), "not to be listened on but a process listens");
        }
        assertThatPort(port).isNotListenedOn();
    }

    @Test
    void ofAServerOfAnotherProcess() {
        try (ForkedJvm server = ServingJvm.start(port)) {
            assertThat(server.readLine()).isEqualTo("listening");

            assertThatPort(port)
                    .isListenedOn()
                    .isListenedOnByPid(server.pid())
                    .isListenedOnByCommandContaining(ServingJvm.class.getName());
            fails(
                    () -> assertThatPort(port).isListenedOnByThisJvm(),
                    "to be listened on by this JVM but it was not seen listening");
            fails(
                    () -> assertThatPort(port).isListenedOnByPid(1),
                    "to be listened on by pid 1 but it was not seen listening");
            fails(
                    () -> assertThatPort(port).isListenedOnByCommandContaining("nginx"),
                    "to be listened on by a process whose command contains \"nginx\" but no such process was seen listening");
        }
    }

    @Test
    void ofUdpLooksAtUdpOnly() throws IOException {
        try (PortReservation udp =
                        FreePorts.reserve(TestRequests.request(directory).withProtocols(Protocol.UDP));
                DatagramSocket socket = new DatagramSocket(udp.port())) {
            assertThatUdpPort(socket.getLocalPort()).isListenedOnByThisJvm().isReserved();
            assertThatPort(udp.port()).isNotListenedOn().isNotReserved();
        }
        assertThatUdpPort(port).isNotListenedOn().isNotReserved();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatUdpPort(port).isListenedOn())
                .withMessage(
                        "%nExpecting UDP port %s %s:%n%s",
                        port, NOT_LISTENED_ON, FreePorts.explain(port, Protocol.UDP));
    }

    @Test
    void ofAPortInTheDynamicRange() {
        HostStack stack = HostStack.current();
        int dynamic = stack.dynamic(Protocol.TCP).get(0).low();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatPort(dynamic).isOutsideDynamicRange())
                .withMessage(PortErrors.shouldBeOutsideDynamicRange(Protocol.TCP, dynamic, stack)
                        .create());
    }

    @Test
    void isDescribedAsAnyOther() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThatPort(port).as("port of the %s", "shop").isListenedOn())
                .withMessage(
                        "[port of the shop] %nExpecting port %s %s:%n%s",
                        port, NOT_LISTENED_ON, FreePorts.explain(port));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThatPort(port).withFailMessage("no port left").isListenedOn())
                .withMessage("no port left");
        assertThatPort(port).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void isOnPortNumbersOnly(int number) {
        String message = "port (" + number + ") must be between 1 and 65535";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatPort(number))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatUdpPort(number))
                .withMessage(message);
    }

    private void fails(ThrowingCallable assertion, String mismatch) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessage("%nExpecting port %s %s:%n%s", port, mismatch, FreePorts.explain(port));
    }
}
