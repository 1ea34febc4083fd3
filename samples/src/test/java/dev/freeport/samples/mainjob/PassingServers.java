package dev.freeport.samples.mainjob;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;

/** Other programs' servers on port 0: each stays until so many others were opened after it. */
final class PassingServers implements Closeable {
    private final int atOnce;
    private final Deque<ServerSocket> open = new ArrayDeque<>();

    PassingServers(int atOnce) {
        this.atOnce = atOnce;
    }

    void next() throws IOException {
        open.addLast(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        if (open.size() > atOnce) {
            open.removeFirst().close();
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket server : open) {
            server.close();
        }
    }
}
