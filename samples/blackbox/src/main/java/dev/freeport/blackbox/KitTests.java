package dev.freeport.blackbox;

import static dev.freeport.assertj.PortAssertions.assertThatPort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.PortReservations;
import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** The kit without JUnit. */
class KitTests {
    @Test
    void portIsReservedUntilItIsClosed() {
        PortReservation reservation = FreePorts.reserve();
        int port = reservation.port();
        assertThatPort(port).isReserved().isOutsideDynamicRange();
        assertThat(FreePorts.reserved())
                .anySatisfy(reserved -> assertThat(reserved.toString()).contains(String.valueOf(port)));
        reservation.close();
        assertThatPort(port).isNotReserved();
    }

    @Test
    void severalPortsComeFromTheRangesAskedFor() {
        PortRange range = HostStack.current().dynamic(Protocol.UDP).get(0);
        PortRequest request = PortRequest.fromSystemProperties().withProtocols(Protocol.UDP);
        try (PortReservations reservations = FreePorts.reserveSeveral(3, request)) {
            assertThat(reservations.ports()).hasSize(3).doesNotHaveDuplicates().noneMatch(range::contains);
        }
    }

    @Test
    void failedBindIsExplained() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() -> new ServerSocket(address.getPort(), 1, address.getAddress()).close())
                    .satisfies(failure -> {
                        PortDiagnosis diagnosis = FreePorts.explain(
                                BindAttempt.of(Protocol.TCP, address).failedWith(failure));
                        assertThat(diagnosis.cause()).isEqualTo(Cause.OWN_LISTENER);
                        assertThat(diagnosis.isTaken()).isTrue();
                        assertThat(diagnosis.toString()).startsWith(diagnosis.headline());
                    });
        }
    }

    @Test
    void listenersAreListedWithTheirProcesses() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            assertThat(FreePorts.listeners().listeners())
                    .filteredOn(listener -> listener.port() == server.getLocalPort())
                    .singleElement()
                    .satisfies(listener -> assertThat(listener.owners()).anyMatch(OwnerProcess::isThisJvm));
        }
    }
}
