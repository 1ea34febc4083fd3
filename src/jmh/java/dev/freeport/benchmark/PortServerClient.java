package dev.freeport.benchmark;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A JVM that asks {@link PortServer} for ports. It cannot give them back, so it asks for a few thousand only. */
final class PortServerClient {
    private static final int WARM_UP_PORTS = 1_000;
    private static final int PORTS = 2_000;
    private static final byte[] PID =
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);

    private PortServerClient() {}

    /** Takes the address of the server; prints the microseconds of one request. */
    public static void main(String[] arguments) throws IOException {
        UnixDomainSocketAddress server = UnixDomainSocketAddress.of(Path.of(arguments[0]));
        micros(server, WARM_UP_PORTS);
        System.out.println(micros(server, PORTS));
    }

    private static double micros(UnixDomainSocketAddress server, int ports) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < ports; i++) {
            reserve(server);
        }
        return (System.nanoTime() - start) / 1000.0 / ports;
    }

    private static void reserve(UnixDomainSocketAddress server) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(16);
        try (SocketChannel socket = SocketChannel.open(server)) {
            socket.write(ByteBuffer.wrap(PID));
            while (socket.read(answer) >= 0) {
                continue;
            }
        }
        if (answer.position() == 0) {
            throw new IOException("the server has no port left");
        }
    }
}
