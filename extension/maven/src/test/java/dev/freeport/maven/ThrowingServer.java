package dev.freeport.maven;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A program that binds a port, and throws if it cannot. */
public final class ThrowingServer {
    private ThrowingServer() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(Integer.parseInt(arguments[0])));
        }
    }
}
