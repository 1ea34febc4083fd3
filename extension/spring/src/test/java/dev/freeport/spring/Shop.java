package dev.freeport.spring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application whose context has a server. */
@Configuration(proxyBeanMethods = false)
class Shop {
    @Bean
    Server server(@Value("${server.port}") int port) throws IOException {
        return new Server(port);
    }

    /** A server that ends with its context. */
    record Server(ServerSocket socket) implements AutoCloseable {
        Server(int port) throws IOException {
            this(new ServerSocket());
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        }

        int port() {
            return socket.getLocalPort();
        }

        /** Checks that the server is where a test takes it to be. */
        void mustListenOn(int port) throws IOException {
            if (port != port()) {
                throw new AssertionError("The server listens on " + port() + ", but the test has port " + port + ".");
            }
            new Socket("localhost", port).close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
