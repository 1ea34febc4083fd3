package dev.freeport.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Listens on many ports until its input ends. */
final class ListeningJvm {
    private ListeningJvm() {}

    /** Takes the first port and how many. */
    public static void main(String[] arguments) throws IOException {
        int first = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        List<ServerSocket> servers = new ArrayList<>();
        for (int port = first; port < first + count; port++) {
            servers.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
        for (ServerSocket server : servers) {
            server.close();
        }
    }
}
