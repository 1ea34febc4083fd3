package dev.freeport.samples.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.junit.FreePort;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows a Jetty that goes down and comes back on the same port, while a client keeps its address. */
class RestartTests {
    private Server jetty;

    @BeforeEach
    void start(@FreePort("http") int port) throws Exception {
        jetty = new Server(port);
        jetty.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Content.Sink.write(response, true, "open", callback);
                return true;
            }
        });
        jetty.start();
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
    }

    @Test
    void clientSurvivesRestart(@FreePort("http") URI shop) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(shop).build();
        assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("open");

        jetty.stop();
        assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString())).isInstanceOf(ConnectException.class);

        jetty.start();
        assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("open");
    }
}
