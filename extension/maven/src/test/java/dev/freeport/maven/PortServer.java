package dev.freeport.maven;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that listens on ports, as a build starts it: {@code PORTS MILLISECONDS FILE} listens so long, or until the file
 * exists; {@code -} is no port.
 */
final class PortServer {
    static final int TAKEN = 3;

    private PortServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<ServerSocket> servers = new ArrayList<>();
        for (String port : arguments[0].equals("-") ? new String[0] : arguments[0].split(",")) {
            ServerSocket server = new ServerSocket();
            try {
                server.bind(new InetSocketAddress(Integer.parseInt(port)));
            } catch (IOException taken) {
                System.out.println("Cannot listen on " + port + ": " + taken);
                System.exit(TAKEN);
            }
            servers.add(server);
            System.out.println("Listening on " + port);
        }
        System.out.println("Running");
        long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000;
        Path stop = Path.of(arguments.length > 2 ? arguments[2] : "never");
        while (System.nanoTime() < end && !Files.exists(stop)) {
            Thread.sleep(20);
        }
        for (ServerSocket server : servers) {
            server.close();
        }
    }
}
