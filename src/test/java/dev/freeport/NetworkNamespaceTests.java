package dev.freeport;

import static dev.freeport.condition.Prerequisite.NETWORK_NAMESPACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real settings of the kernel, each in a network namespace of its own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "network namespaces")
@EnabledIfAvailable(NETWORK_NAMESPACES)
class NetworkNamespaceTests {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"32768-60999", "49152-65535", "60000-64095", "10000-65535"})
    void portsLieOutsideTheDynamicRangeOfTheNamespace(String range) {
        try (ForkedJvm jvm = inNamespace(range, "", "on")) {
            assertThat(jvm.readLine()).isEqualTo("dynamic [" + range + "]");
            assertThat(jvm.readLine()).isEqualTo("outside, served twice");
        }
    }

    @Test
    void portsLieInsideARangeThatIsEverythingButAreHeldByTheKernel() {
        try (ForkedJvm jvm = inNamespace("1024-65535", "", "on")) {
            assertThat(jvm.readLine()).isEqualTo("dynamic [1024-65535]");
            assertThat(jvm.readLine()).isEqualTo("inside, served twice");
        }
    }

    @Test
    void noPortIsGivenInARangeThatIsEverythingIfNobodyHoldsIt() {
        try (ForkedJvm jvm = inNamespace("1024-65535", "", "off")) {
            assertThat(jvm.readLine()).isEqualTo("dynamic [1024-65535]");
            assertThat(jvm.readLine())
                    .startsWith("No free port for an unnamed use: the pool has 0 ports: 5001-65535 less ")
                    .endsWith("in the dynamic range 1024-65535 of this host"
                            + " (/proc/sys/net/ipv4/ip_local_port_range)");
            assertThat(jvm.readLine())
                    .isEqualTo("  what to do  sysctl -w net.ipv4.ip_local_port_range=\"32768 60999\"  (a smaller"
                            + " dynamic range)");
            assertThat(jvm.readLine())
                    .isEqualTo("  or          sysctl -w net.ipv4.ip_local_reserved_ports=20000-20999  (takes"
                            + " ports out of it; then freeport.ranges=20000-20999)");
        }
    }

    @Test
    void reservedPortsAreGivenOnlyToWhoAsksForThem() {
        try (ForkedJvm jvm = inNamespace("1024-65535", "20000-20009", "off", "20000-20009")) {
            assertThat(jvm.readLine()).isEqualTo("dynamic [1024-65535]");
            assertThat(jvm.readLine()).as("what the remedy promises").endsWith("served twice");
        }
        try (ForkedJvm jvm = inNamespace("49152-65535", "10000-49151", "on")) {
            assertThat(jvm.readLine()).isEqualTo("dynamic [49152-65535]");
            assertThat(jvm.readLine())
                    .as("from 5001 on, as the usual ports are set aside")
                    .isEqualTo("outside, served twice");
        }
    }

    @Test
    void aChangeIsNoticedWhileTheJvmRuns() {
        try (ForkedJvm jvm = inNamespace("32768-60999", "", "on", "change")) {
            assertThat(jvm.readLine()).isEqualTo("dynamic [32768-60999]");
            assertThat(jvm.readLine()).isEqualTo("dynamic [40000-50000]");
        }
    }

    private ForkedJvm inNamespace(String range, String reserved, String guard, String... more) {
        String setUp = "ip link set lo up && echo " + range.replace('-', ' ')
                + " > /proc/sys/net/ipv4/ip_local_port_range && echo '" + reserved
                + "' > /proc/sys/net/ipv4/ip_local_reserved_ports && exec \"$@\"";
        return ForkedJvm.start(
                List.of("unshare", "-n", "sh", "-c", setUp, "sh"),
                InNamespace.class,
                directory,
                guard,
                more.length == 0 ? "" : more[0]);
    }

    /** Arguments: directory, guard, and ranges or {@code change}. */
    static final class InNamespace {
        public static void main(String[] arguments) throws Exception {
            System.out.println("dynamic " + HostStack.current().dynamic(Protocol.TCP));
            if (arguments[2].equals("change")) {
                change();
                System.in.read();
                return;
            }
            PortRequest request = PortRequest.from(key -> Optional.empty())
                    .withDirectory(Path.of(arguments[0]))
                    .withGuardSocket(arguments[1].equals("on") ? GuardSocket.AUTO : GuardSocket.OFF);
            if (!arguments[2].isEmpty()) {
                request = request.withRanges(PortRange.parseList(arguments[2]).toArray(new PortRange[0]));
            }
            try (PortReservation reservation = FreePorts.reserve(request)) {
                new ServerSocket(reservation.port()).close();
                new ServerSocket(reservation.port()).close();
                boolean inside = HostStack.current().isDynamic(Protocol.TCP, reservation.port());
                System.out.println((inside ? "inside" : "outside") + ", served twice");
            } catch (NoFreePortException e) {
                System.out.println(e.getMessage());
            }
            System.in.read();
        }

        private static void change() throws IOException {
            try (FileOutputStream out = new FileOutputStream("/proc/sys/net/ipv4/ip_local_port_range")) {
                out.write("40000 50000".getBytes(StandardCharsets.US_ASCII));
            }
            String before = HostStack.current().dynamic(Protocol.TCP).toString();
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (HostStack.current().dynamic(Protocol.TCP).toString().equals(before)
                    && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            System.out.println("dynamic " + HostStack.current().dynamic(Protocol.TCP));
        }
    }
}
