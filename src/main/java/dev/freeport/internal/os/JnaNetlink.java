package dev.freeport.internal.os;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

final class JnaNetlink {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int BUFFER = 1 << 15;

    private JnaNetlink() {}

    /** The kernel writes a dump while it is read, so there is nothing to wait for. */
    static void dump(ByteBuffer request, Consumer<ByteBuffer> messages) throws IOException {
        try (Libc socket = Libc.socket(AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG);
                Memory message = new Memory(request.remaining());
                Memory answer = new Memory(BUFFER)) {
            message.getByteBuffer(0, message.size()).put(request);
            socket.send(message);
            boolean more = true;
            while (more) {
                int length = socket.receive(answer, MSG_DONTWAIT);
                more = length > 0 && Netlink.split(answer.getByteBuffer(0, length), messages);
            }
        }
    }
}
