package dev.freeport.samples.guide;

import static dev.freeport.stack.Protocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.fixture.ConnectionStorm;
import dev.freeport.fixture.ForkedJvm;
import dev.freeport.fixture.JvmLaunch;
import dev.freeport.fixture.PortOccupier;
import dev.freeport.fixture.StormIntensity;
import dev.freeport.junit.FreePort;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Shows the fixtures for tests of one's own. */
class FixtureTests {
    // docs: occupier
    @Test
    void saysThatItsPortIsTaken() {
        try (PortOccupier occupier = PortOccupier.byOtherJvm().occupy()) {
            assertThatThrownBy(() -> new ServerSocket(occupier.port())).hasMessageContaining("in use");
        }
    }

    @Test
    void saysThatItsUdpPortIsTaken() {
        try (PortOccupier occupier = PortOccupier.byThisJvm().withProtocol(UDP).occupy()) {
            assertThatThrownBy(() -> new DatagramSocket(occupier.port())).hasMessageContaining("in use");
        }
    }
    // docs: end

    // docs: jvm
    @Test
    void talksToAnotherJvm(@FreePort int port) {
        try (ForkedJvm jvm = ForkedJvm.start(EchoServer.class, port)) {
            jvm.awaitLine("listening", Duration.ofSeconds(30));
            jvm.writeLine("hello");
            assertThat(jvm.awaitLine("echo", Duration.ofSeconds(30))).isEqualTo("echo hello");
        }
    }
    // docs: end

    @Test
    void choosesOptions(@FreePort int port) {
        // docs: launch
        JvmLaunch launch =
                JvmLaunch.of(EchoServer.class).withJvmOptions("-Xmx64m").withProperty("shop.mode", "test");
        try (ForkedJvm jvm = launch.start(port)) {
            jvm.awaitLine("listening", Duration.ofSeconds(30));
        }
        // docs: end
    }

    @Test
    void blowsAStorm() {
        // docs: storm
        try (ConnectionStorm storm =
                ConnectionStorm.start(StormIntensity.DEFAULT.dividedBy(10), Duration.ofSeconds(10))) {
            System.out.println(storm.stop());
        }
        // docs: end
    }
}
