package dev.freeport.samples.mainjob;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;

/** The server that the storm's connections go to. */
final class Sink implements Closeable {
    private static final int BACKLOG = 4096;

    private final ServerSocket server;

    private Sink(ServerSocket server) {
        this.server = server;
    }

    static Sink open() throws IOException {
        Sink sink = new Sink(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(sink::accept, "sink");
        thread.setDaemon(true);
        thread.start();
        return sink;
    }

    /** As programs call each other: the client's port is chosen while it connects. */
    void connect() throws IOException {
        try (Socket client = new Socket()) {
            client.connect(server.getLocalSocketAddress());
        }
    }

    /** As some clients do: the port is chosen before, as for a server. */
    void bindAndConnect() throws IOException {
        SocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Socket client = new Socket()) {
            client.bind(anyPort);
            client.connect(server.getLocalSocketAddress());
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                // The client has to close first: that leaves its port, not this one, in TIME_WAIT.
                connection.getInputStream().skip(Long.MAX_VALUE);
            } catch (IOException e) {
                // Either the sink is closed, or one connection is lost, which does not matter.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
