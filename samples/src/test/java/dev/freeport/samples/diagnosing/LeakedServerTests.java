package dev.freeport.samples.diagnosing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.FreePorts;
import dev.freeport.LeakCheck;
import dev.freeport.PortLeakException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Shows a server that a test has not stopped: the end of the reservation names the test, before another one fails. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "other systems tell less, or in other words")
class LeakedServerTests {
    @Test
    void isNamedWithItsTest() throws IOException {
        PortRequest request = PortRequest.fromSystemProperties()
                .withPurpose("OrderTests.ships(int)")
                .withLeakCheck(LeakCheck.FAIL);
        PortReservation reservation = FreePorts.reserve(request);
        try (ServerSocket leaked = new ServerSocket(reservation.port())) {
            int port = leaked.getLocalPort();

            assertThatThrownBy(reservation::close)
                    .isInstanceOf(PortLeakException.class)
                    .message()
                    .containsSubsequence(
                            "Port " + port
                                    + " of OrderTests.ships(int) was released, but this JVM still listens on it.",
                            "what to do  Close the server");
        }
    }
}
