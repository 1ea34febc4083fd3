package dev.freeport.samples.fixedport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FixedPort;
import dev.freeport.samples.forks.ForkLog;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

/** Shows a port that can only be 18080, and is wanted by a test class in a second JVM, too: both wait their turn. */
@Tag("two-forks")
class ConfigurationTests {
    private static final ForkLog LOG = ForkLog.named("fixed-port");

    @BeforeEach
    void queue() throws Exception {
        LOG.add("wants", 18080);
    }

    @RepeatedTest(3)
    void isRead(@FixedPort(18080) int port) throws Exception {
        LOG.add("has", port);
        LOG.await("wants", 2);
        try (ServerSocket server = new ServerSocket(port);
                Socket client = new Socket("localhost", port);
                Socket accepted = server.accept()) {
            assertThat(accepted.getPort()).isEqualTo(client.getLocalPort());
        }
        LOG.add("gives", port);
    }
}
