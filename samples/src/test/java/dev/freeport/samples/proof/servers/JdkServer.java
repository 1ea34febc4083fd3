package dev.freeport.samples.proof.servers;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The HTTP server that comes with the JDK. */
public final class JdkServer implements SampleServer {
    private final HttpServer server;

    private JdkServer(HttpServer server) {
        this.server = server;
    }

    public static SampleServer on(int port, String answer) throws IOException {
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return new JdkServer(server);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
