package dev.freeport.samples.proof.docs;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/**
 * A server in a process that this JVM did not start, as far as anybody can see: a shell that has ended did. It ends with
 * this JVM.
 */
final class ShopServer implements Closeable {
    private static final int MILLIS_TO_START = 30_000;

    private final Socket control;
    private final int port;

    private ShopServer(Socket control, int port) {
        this.control = control;
        this.port = port;
    }

    /** Returns when the server listens. */
    static ShopServer on(int port) throws IOException {
        try (ServerSocket meetingPoint = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            meetingPoint.setSoTimeout(MILLIS_TO_START);
            ProcessBuilder command = new ProcessBuilder(List.of(
                            "sh",
                            "-c",
                            "\"$@\" &",
                            "sh",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx32m",
                            ShopServer.class.getName(),
                            Integer.toString(port),
                            Integer.toString(meetingPoint.getLocalPort())))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            command.start();
            return new ShopServer(meetingPoint.accept(), port);
        }
    }

    int port() {
        return port;
    }

    /** Lets it end, and returns when it has. */
    @Override
    public void close() throws IOException {
        try (control) {
            control.shutdownOutput();
            control.getInputStream().read();
        }
    }

    /** Listens, says so by a connection, and goes on until that ends. */
    public static void main(String[] arguments) throws IOException {
        // closed in reverse: when the connection ends, nobody listens any more
        try (Socket control = new Socket();
                ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(Integer.parseInt(arguments[0])));
            control.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])));
            control.getInputStream().read();
        }
    }
}
