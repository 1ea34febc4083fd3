package dev.freeport.samples.proof.taken;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Says one line to every client. */
final class LineServer implements AutoCloseable {
    private static final int MILLIS_AT_MOST = 20_000;

    private final ServerSocket socket;
    private final Thread thread;

    private LineServer(ServerSocket socket, String line) {
        this.socket = socket;
        this.thread = new Thread(() -> serve(line), "line-server");
        thread.setDaemon(true);
        thread.start();
    }

    static LineServer on(InetAddress address, int port, String line) throws IOException {
        return new LineServer(new ServerSocket(port, 50, address), line);
    }

    private void serve(String line) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException closedOrClientGone) {
                // The next client, unless this server is closed.
            }
        }
    }

    /** Returns the line that a server on the IPv4 loopback address says. */
    static String ask(int port) throws IOException {
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout(MILLIS_AT_MOST);
            return String.valueOf(
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))
                            .readLine());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
