package dev.freeport.samples.guide;

import static dev.freeport.stack.Protocol.TCP;
import static dev.freeport.stack.Protocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.PortReservations;
import dev.freeport.stack.PortRange;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Shows the kit without the extension, as under any test framework or none. */
class KitTests {
    @Test
    void reserves() throws Exception {
        // docs: reserve
        try (PortReservation reservation = FreePorts.reserve()) {
            ServerSocket server = new ServerSocket(reservation.port());
            server.close();
        }
        // docs: end
    }

    @Test
    void asksForMore() {
        // docs: request
        PortRequest request = PortRequest.fromSystemProperties()
                .withPurpose("the nightly load test") // other tests that find the port taken show it
                .withRanges(new PortRange(20000, 20999))
                .withProtocols(TCP, UDP) // one number for both
                .withTimeout(Duration.ofSeconds(30));
        try (PortReservation one = FreePorts.reserve(request);
                PortReservations three = FreePorts.reserveSeveral(3, request); // all or none
                PortReservations contiguous = FreePorts.reserveContiguous(3, request); // n, n + 1, n + 2
                PortReservation fixed = FreePorts.reserveFixed(18081, request)) { // waits its turn
            assertThat(one + ", " + three + ", " + contiguous + ", " + fixed).contains("18081");
        }
        // docs: end
    }

    @Test
    void reservesClosed() {
        // docs: closed
        try (PortReservation closed = FreePorts.reserveClosed(PortRequest.fromSystemProperties())) {
            assertThatThrownBy(() -> new Socket("localhost", closed.port())).hasMessageContaining("refused");
        }
        // docs: end
    }
}
