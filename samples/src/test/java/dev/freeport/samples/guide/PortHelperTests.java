package dev.freeport.samples.guide;

import static dev.freeport.stack.Protocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.ReservedPort;
import dev.freeport.stack.PortRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;

/** Shows helpers that return the number of a free port, before and after. */
class PortHelperTests {
    private static boolean isReserved(int port) {
        return FreePorts.reserved().stream().anyMatch(reserved -> reserved.port() == port);
    }

    static class Before {
        // docs: before
        static int nextFreePort() {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        // docs: end
    }

    // docs: after
    static int nextFreePort() {
        return FreePorts.reserveForJvm();
    }
    // docs: end

    @Test
    void returnsPortsThatStayReserved() {
        List<Integer> ports =
                Stream.generate(PortHelperTests::nextFreePort).limit(20).toList();

        assertThat(ports).doesNotHaveDuplicates().allMatch(PortHelperTests::isReserved);
        assertThat(isReserved(Before.nextFreePort())).isFalse();
    }

    // docs: socket-util
    static final class SocketUtil {
        private SocketUtil() {}

        static int getAvailablePort() {
            return FreePorts.reserveForJvm();
        }

        static int getAvailableUdpPort() {
            return FreePorts.reserveForJvm(PortRequest.fromSystemProperties().withProtocols(UDP));
        }

        static int getAvailablePort(int min, int max) {
            return FreePorts.reserveForJvm(PortRequest.fromSystemProperties().withRanges(new PortRange(min, max)));
        }
    }
    // docs: end

    @Test
    void returnsPortsOfEachKind() {
        assertThat(isReserved(SocketUtil.getAvailablePort())).isTrue();
        int udp = SocketUtil.getAvailableUdpPort();
        assertThat(FreePorts.reserved())
                .filteredOn(reserved -> reserved.port() == udp)
                .extracting(ReservedPort::protocol)
                .containsExactly(UDP);
        assertThat(SocketUtil.getAvailablePort(20000, 20999)).isBetween(20000, 20999);
    }

    @Nested
    class OfSpring {
        static class Before {
            // docs: spring-before
            @DynamicPropertySource
            static void port(DynamicPropertyRegistry registry) {
                int port = TestSocketUtils.findAvailableTcpPort();
                registry.add("server.port", () -> port);
            }
            // docs: end
        }

        static class After {
            // docs: spring
            @DynamicPropertySource
            static void port(DynamicPropertyRegistry registry) {
                int port = FreePorts.reserveForJvm();
                registry.add("server.port", () -> port);
            }
            // docs: end
        }

        @Test
        void isReserved() {
            Map<String, Supplier<Object>> properties = new HashMap<>();
            After.port(properties::put);
            assertThat(properties)
                    .hasEntrySatisfying(
                            "server.port",
                            port -> assertThat(PortHelperTests.isReserved((int) port.get()))
                                    .isTrue());
            Before.port(properties::put);
            assertThat(properties)
                    .hasEntrySatisfying(
                            "server.port",
                            port -> assertThat(PortHelperTests.isReserved((int) port.get()))
                                    .isFalse());
        }
    }

    // docs: singleton
    abstract static class AbstractShopTests {
        static final int PORT = FreePorts.reserveForJvm(); // before: nextFreePort()
        static final HttpServer SHOP = start(PORT); // for all subclasses; ends with the JVM
    }
    // docs: end

    private static HttpServer start(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class OfASingleton extends AbstractShopTests {
        @Test
        void listensOnItsPort() throws IOException {
            new Socket("localhost", PORT).close();
            assertThat(PortHelperTests.isReserved(SHOP.getAddress().getPort())).isTrue();
        }
    }
}
