package dev.freeport.internal.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Asks a subsystem of the kernel, see netlink(7). */
public interface Netlink {
    /** The subsystem {@code NETLINK_SOCK_DIAG}, through JNA. */
    Netlink SOCK_DIAG = (request, messages) -> NativeAccess.call(() -> {
        JnaNetlink.dump(request, messages);
        return null;
    });

    /** The header of a message: length, type, flags, sequence number, port id. */
    int HEADER = 16;

    /**
     * Sends a request for a dump and passes on the content of each message of the answer, valid during the call only.
     * All is in the byte order of the host. The message of an exception is a clause that says why.
     */
    void dump(ByteBuffer request, Consumer<ByteBuffer> messages) throws IOException;

    /** Passes on the content of each message; returns whether more datagrams follow. Throws an error of the kernel. */
    static boolean split(ByteBuffer datagram, Consumer<ByteBuffer> messages) throws IOException {
        int error = 2;
        int done = 3;
        ByteBuffer in = datagram.order(ByteOrder.nativeOrder());
        while (in.remaining() >= HEADER) {
            int start = in.position();
            int length = in.getInt(start);
            int type = in.getShort(start + Integer.BYTES);
            if (type == done) {
                return false;
            }
            if (length < HEADER || length > in.remaining()) {
                throw new IOException("the kernel sent a message of " + length + " bytes");
            }
            ByteBuffer content = in.slice(start + HEADER, length - HEADER).order(ByteOrder.nativeOrder());
            if (type == error) {
                throw new IOException("the kernel answered with error " + -content.getInt(0));
            }
            messages.accept(content);
            int aligned = length + 3 & ~3;
            in.position(Math.min(start + aligned, in.limit()));
        }
        return true;
    }
}
