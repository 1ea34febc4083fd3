package dev.freeport.internal.os;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** bind(2) through JNA. */
final class JnaBind {
    private static final int AF_INET = 2;
    private static final int SOCK_STREAM = 1;
    private static final int ADDRESS_SIZE = 16;

    private JnaBind() {}

    static int errorOn(int port) throws IOException {
        try (Libc socket = Libc.socket(AF_INET, SOCK_STREAM, 0);
                Memory address = new Memory(ADDRESS_SIZE)) {
            address.clear();
            ByteBuffer bytes = address.getByteBuffer(0, ADDRESS_SIZE).order(ByteOrder.nativeOrder());
            bytes.putShort((short) AF_INET);
            bytes.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
            return socket.bind(address);
        }
    }
}
