package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.GuardSocket;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.socket.SocketRow;
import dev.freeport.owner.ListeningPort;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The UDP port of the kernel locks is explained as what it is. */
class KernelLockTextTests {
    private static final OwnerProcess SHOP = new ProcessDetails(4711, "java -jar shop.jar", "build", Optional.empty());

    @TempDir
    Path directory;

    @Test
    void countsReservationsAndNamesTheirProcesses() {
        assertThat(KernelLockText.of(List.of(lock("127.77.1.1", SHOP))))
                .contains("kernel locks of Freeport (1 reservation), pid 4711");
        assertThat(KernelLockText.of(List.of(lock("127.77.1.1", SHOP), lock("127.78.1.1"))))
                .contains("kernel locks of Freeport (2 reservations), pid 4711");
        assertThat(KernelLockText.of(List.of(lock("127.77.1.1"))))
                .contains("kernel locks of Freeport (1 reservation), pid not visible");
    }

    @Test
    void isSilentOfServers() {
        assertThat(KernelLockText.of(List.of())).isEmpty();
        assertThat(KernelLockText.of(List.of(lock("127.77.1.1", SHOP), lock("127.0.0.1", SHOP))))
                .isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "kernel locks")
    void isTheExplanationOfThePort() {
        PortRequest request =
                PortRequest.fromSystemProperties().withDirectory(directory).withGuardSocket(GuardSocket.OFF);
        try (PortReservation held = FreePorts.reserve(request)) {
            assertThat(held.port()).isPositive();

            PortDiagnosis udp = FreePorts.explain(PortPool.KERNEL_LOCKS, Protocol.UDP);
            assertThat(udp.headline())
                    .matches("UDP port 9847 is taken by kernel locks of Freeport \\([0-9]+ reservations?\\), .*this JVM"
                            + " \\(pid [0-9]+\\).*\\.");
            assertThat(udp.toString())
                    .contains("what to do  Let the server use another UDP port; end no process for this one.");
            assertThat(FreePorts.explain(PortPool.KERNEL_LOCKS).notes())
                    .anyMatch(note -> note.startsWith("UDP port 9847 is used by kernel locks of Freeport ("));
            assertThat(FreePorts.listeners().listeners())
                    .extracting(ListeningPort::port)
                    .doesNotContain(PortPool.KERNEL_LOCKS);
        }
    }

    private static SocketInfo lock(String address, OwnerProcess... owners) {
        return new SocketRow(
                Protocol.UDP,
                new InetSocketAddress(address, PortPool.KERNEL_LOCKS),
                new InetSocketAddress(0),
                SocketState.BOUND,
                true,
                OptionalLong.empty(),
                List.of(owners));
    }
}
