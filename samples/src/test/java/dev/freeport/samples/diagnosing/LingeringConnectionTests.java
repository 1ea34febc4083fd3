package dev.freeport.samples.diagnosing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.FreePorts;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Shows TIME_WAIT: a connection is closed, and the system keeps its port for a minute. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems tell less, or in other words")
class LingeringConnectionTests {
    @Test
    void isSaidToBelongToNoProcess() throws IOException {
        int port = portOfAClosedConnection();

        assertThatThrownBy(() -> new ServerSocket(port).close()).isInstanceOf(BindException.class);

        PortDiagnosis diagnosis = FreePorts.explain(port);
        assertThat(diagnosis.cause()).isEqualTo(Cause.LINGERING);
        assertThat(diagnosis.owners()).isEmpty();
        assertThat(diagnosis.toString())
                .containsSubsequence(
                        "Port " + port + " is taken by a closed connection",
                        "socket      TIME_WAIT 127.0.0.1:" + port + " -> 127.0.0.1:",
                        "the kernel drops it within ",
                        "what to do  Wait");
    }

    /** Who closes first has the port that lingers. */
    private static int portOfAClosedConnection() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                Socket client = new Socket("localhost", server.getLocalPort());
                Socket accepted = server.accept()) {
            client.shutdownOutput();
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            return client.getLocalPort();
        }
    }
}
