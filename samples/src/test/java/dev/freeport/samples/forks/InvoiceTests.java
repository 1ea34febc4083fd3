package dev.freeport.samples.forks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

/** Shows the other test class, see {@link OrderTests}. */
@Tag("two-forks")
class InvoiceTests {
    private static final ForkLog LOG = ForkLog.named("forks");

    @RepeatedTest(10)
    void sends(@FreePort(ranges = "20000-20003") int port) throws Exception {
        try (ServerSocket server = new ServerSocket(port);
                Socket client = new Socket("localhost", port);
                Socket accepted = server.accept()) {
            LOG.add("has", port);
            LOG.awaitOther("has");

            assertThat(accepted.getPort()).isEqualTo(client.getLocalPort());

            LOG.add("gives", port);
        }
    }
}
