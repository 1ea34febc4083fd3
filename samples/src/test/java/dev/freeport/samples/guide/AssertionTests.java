package dev.freeport.samples.guide;

import static dev.freeport.assertj.PortAssertions.assertThatPort;
import static dev.freeport.assertj.PortAssertions.assertThatUdpPort;

import dev.freeport.fixture.PortOccupier;
import dev.freeport.junit.FreePort;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Shows the assertions on ports. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "asserts what Linux and Windows tell of owners")
class AssertionTests {
    // docs: listening
    @Test
    void listensUntilItIsClosed(@FreePort int port) throws Exception {
        assertThatPort(port).isReserved().isFree(); // for this JVM
        try (ServerSocket server = new ServerSocket(port)) {
            assertThatPort(server.getLocalPort()).isListenedOnByThisJvm();
        }
        assertThatPort(port).isReleasedWithin(Duration.ofSeconds(5));
    }
    // docs: end

    @Test
    void asksForOwners() {
        try (PortOccupier occupier = PortOccupier.byOtherJvm().occupy()) {
            int port = occupier.port();
            long pid = occupier.pid();
            // docs: owners
            assertThatPort(port)
                    .as("port of the shop")
                    .isListenedOnWithin(Duration.ofSeconds(5))
                    .isListenedOnByPid(pid)
                    .isListenedOnByCommandContaining("Occupier")
                    .isOutsideDynamicRange();
            assertThatUdpPort(port).isNotListenedOn();
            // docs: end
        }
    }
}
