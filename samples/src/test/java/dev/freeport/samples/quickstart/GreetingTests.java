package dev.freeport.samples.quickstart;

import com.sun.net.httpserver.HttpServer;
import dev.freeport.junit.FreePort;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Shows the least a test needs. */
class GreetingTests {
    @Test
    void greets(@FreePort int port) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.start();
        new Socket("localhost", port).close(); // no other test, JVM or build gets this port
        server.stop(0);
    }
}
