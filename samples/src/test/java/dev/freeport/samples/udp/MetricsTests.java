package dev.freeport.samples.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Shows a UDP port, a UDP socket that is bound already, and one number for UDP and TCP. */
class MetricsTests {
    private static final int MILLIS_AT_MOST = 20_000;

    @Test
    void receivesMetrics(@FreePort(protocol = Protocol.UDP) int port) throws IOException {
        try (DatagramSocket receiver = new DatagramSocket(port)) {
            send("orders:1|c", port);

            assertThat(receive(receiver)).isEqualTo("orders:1|c");
        }
    }

    @Test
    void receivesOnASocketThatIsBound(@FreePort DatagramSocket receiver) throws IOException {
        send("orders:1|c", receiver.getLocalPort());

        assertThat(receive(receiver)).isEqualTo("orders:1|c");
    }

    @Test
    void receivesByBoth(@FreePort(protocol = {Protocol.UDP, Protocol.TCP}) int port) throws IOException {
        try (DatagramSocket receiver = new DatagramSocket(port);
                ServerSocket control = new ServerSocket(port);
                Socket client = new Socket("localhost", port)) {
            send("orders:1|c", port);

            assertThat(receive(receiver)).isEqualTo("orders:1|c");
            assertThat(control.accept().getPort()).isEqualTo(client.getLocalPort());
        }
    }

    private static void send(String metric, int port) throws IOException {
        byte[] bytes = metric.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket sender = new DatagramSocket()) {
            sender.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress("localhost", port)));
        }
    }

    private static String receive(DatagramSocket receiver) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
        receiver.setSoTimeout(MILLIS_AT_MOST);
        receiver.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
