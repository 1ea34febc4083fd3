package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which sockets that a test was given are still open. */
class SocketConverterTests {
    @Test
    void knowsWhetherASocketIsOpen() throws IOException {
        for (Closeable socket : List.of(
                new ServerSocket(), new DatagramSocket(null), ServerSocketChannel.open(), DatagramChannel.open())) {
            assertThat(SocketConverter.isOpen(socket)).as("%s", socket).isTrue();
            socket.close();
            assertThat(SocketConverter.isOpen(socket)).as("closed %s", socket).isFalse();
        }
    }
}
