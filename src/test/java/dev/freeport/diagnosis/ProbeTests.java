package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.Probe.Result;
import dev.freeport.diagnosis.Probe.Sharing;
import dev.freeport.fixture.PortOccupier;
import dev.freeport.internal.process.ProcessView;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What this system answers to a bind. */
class ProbeTests {
    @ParameterizedTest
    @EnumSource
    void bindsAFreePortAndIsRefusedATakenOne(Protocol protocol) {
        PortRequest request = PortRequest.fromSystemProperties().withProtocols(protocol);
        try (PortReservation reservation = FreePorts.reserve(request)) {
            int port = reservation.port();
            assertThat(bind(protocol, port)).isEqualTo(Result.BINDS);
            try (PortOccupier taken =
                    PortOccupier.byThisJvm().withProtocol(protocol).occupy(port)) {
                assertThat(bind(protocol, taken.port())).isEqualTo(Result.REFUSED);
            }
            assertThat(bind(protocol, port)).as("it leaves nothing behind").isEqualTo(Result.BINDS);
        }
    }

    @Test
    void isRefusedAnAddressOfAnotherHost() {
        InetSocketAddress foreign = new InetSocketAddress("192.0.2.1", 0);

        assertThat(Probe.SYSTEM.bind(Protocol.TCP, foreign, Sharing.ADDRESS)).isEqualTo(Result.REFUSED);
    }

    @Test
    void failsWithoutAnAddress() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("shop.invalid", 0);

        assertThat(Probe.SYSTEM.bind(Protocol.TCP, unresolved, Sharing.ADDRESS)).isEqualTo(Result.FAILS);
        assertThat(Probe.SYSTEM.bind(Protocol.UDP, unresolved, Sharing.ADDRESS)).isEqualTo(Result.FAILS);
    }

    @Test
    void knowsThisJvm() {
        assertThat(Probe.SYSTEM.user()).isEqualTo(ProcessHandle.current().info().user());
        assertThat(Probe.SYSTEM.view()).isEqualTo(ProcessView.current());
        assertThat(Probe.SYSTEM.isPrivileged())
                .isEqualTo("root".equals(ProcessHandle.current().info().user().orElse("")));
        assertThat(Probe.SYSTEM.lacksDescriptors()).isFalse();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Windows has services of its own, and answers as it likes")
    void knowsNoServicesNorDeniedPortsOfLinux() {
        try (PortReservation free = FreePorts.reserve()) {
            assertThat(Probe.SYSTEM.isDenied(free.port())).isFalse();
        }
        assertThat(Probe.SYSTEM.runs("winnat")).isEmpty();
    }

    @Test
    void knowsNothingThatIsNotAsked() {
        Probe other = (protocol, address, sharing) -> Result.BINDS;

        assertThat(other.isPrivileged()).isFalse();
        assertThat(other.isDenied(1)).isFalse();
        assertThat(other.lacksDescriptors()).isFalse();
    }

    private static Result bind(Protocol protocol, int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return Probe.SYSTEM.bind(protocol, address, Sharing.ADDRESS);
    }
}
