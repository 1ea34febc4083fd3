package dev.freeport.samples.diagnosing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.FreePorts;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Shows a client in the way of a server: the OS has assigned it the port that the server is to bind. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems tell less, or in other words")
class ClientConnectionTests {
    @Test
    void isNamedWithTheServerItIsConnectedTo() throws IOException {
        try (ServerSocket other = new ServerSocket(0);
                Socket client = new Socket("localhost", other.getLocalPort())) {
            int port = client.getLocalPort();

            assertThatThrownBy(() -> new ServerSocket(port).close()).isInstanceOf(BindException.class);

            assertThat(FreePorts.explain(port).toString())
                    .containsSubsequence(
                            "Port " + port + " is taken by a connection, not by a server: this JVM (pid "
                                    + ProcessHandle.current().pid() + ") uses it.",
                            "socket      ESTABLISHED 127.0.0.1:" + port + " -> 127.0.0.1:" + other.getLocalPort(),
                            "note        The port lies in the dynamic range",
                            "what to do  Close the connection");
        }
    }
}
