package dev.freeport.samples.proof.classic;

import java.io.IOException;
import java.net.ServerSocket;

/** The classic way: let the system choose a port, give it back, and use its number later. */
final class ClassicPort {
    private ClassicPort() {}

    static int choose() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
