package dev.freeport.samples.guide;

import static dev.freeport.stack.Protocol.TCP;
import static dev.freeport.stack.Protocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import dev.freeport.stack.StackProfile;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows where ports can be declared, and as what. */
class DeclaringTests {
    // docs: places
    @FreePort
    static int database; // one for the class

    @FreePort("http")
    int port; // one for each test; "http" is its name

    @BeforeEach
    void start(@FreePort("http") int same) {
        assertThat(same).isEqualTo(port); // the same name is the same port
    }

    @Test
    void ships(@FreePort int broker, @FreePort int printer) {
        assertThat(Set.of(database, port, broker, printer)).hasSize(4); // unnamed ports always differ
    }
    // docs: end

    // docs: types
    @Test
    void asAnAddress(@FreePort InetSocketAddress address, @FreePort(scheme = "https") URI shop) {
        assertThat(address.getAddress().isLoopbackAddress()).isTrue();
        assertThat(shop).hasScheme("https").hasHost("localhost");
    }

    @Test
    void severalAtOnce(@FreePort(count = 3, contiguous = true) int[] ports, @FreePort(count = 2) List<Integer> any) {
        assertThat(ports).containsExactly(ports[0], ports[0] + 1, ports[0] + 2);
        assertThat(any).doesNotHaveDuplicates();
    }

    @Test
    void asABoundSocket(@FreePort ServerSocket server) throws Exception {
        try (Socket client = new Socket("localhost", server.getLocalPort())) {
            assertThat(client.isConnected()).isTrue();
        }
    }
    // docs: end

    // docs: parameterized
    @ParameterizedTest
    @ValueSource(strings = {"orders", "invoices"})
    void serves(String name, @FreePort(scheme = "https") URI shop) {
        assertThat(shop.resolve("/" + name)).hasPath("/" + name);
    }
    // docs: end

    // docs: choice
    @Test
    void oneNumberForTcpAndUdp(@FreePort(protocol = {TCP, UDP}) int dns) {
        assertThat(dns).isPositive();
    }

    @Test
    void withinRanges(@FreePort(ranges = "20000-20999", excludedRanges = "20500") int port) {
        assertThat(port).isBetween(20000, 20999).isNotEqualTo(20500);
    }
    // docs: end

    // docs: property
    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void isAProperty(@FreePort(property = "server.port") int port) {
        assertThat(System.getProperty("server.port")).isEqualTo(Integer.toString(port));
    }
    // docs: end

    // docs: portable
    @Test
    void isSafeElsewhere(@FreePort(safeOn = {StackProfile.FTSERVER, StackProfile.LINUX}) int port) {
        assertThat(port).isGreaterThan(5000);
    }
    // docs: end
}
