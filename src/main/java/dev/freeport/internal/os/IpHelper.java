package dev.freeport.internal.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The socket tables of Windows with the owners' pids, see iphlpapi.h. */
public interface IpHelper {
    IpHelper SYSTEM = (tcp, family) -> NativeAccess.call(() -> fill(JnaIpHelper.call(tcp, family)));

    int AF_INET = 2;

    /** IPv6, by the number that it has on Windows. */
    int AF_INET6 = 23;

    /**
     * {@return a table of rows with owners, in little-endian order, which begins with their number} Of TCP or UDP, and
     * of {@link #AF_INET} or {@link #AF_INET6}. The message of an exception is a clause that says why.
     */
    ByteBuffer table(boolean tcp, int family) throws IOException;

    /** A call that fills a buffer, or returns the size that it needs. */
    interface SizedCall {
        /** Returns 0 or the error number; a null buffer asks for the size. Sets the size that the call needs. */
        int fill(@Nullable ByteBuffer buffer, int[] size);
    }

    /** {@return a filled buffer that is large enough} The table may grow between two calls. */
    static ByteBuffer fill(SizedCall call) throws IOException {
        int insufficientBuffer = 122;
        int attempts = 10;
        int[] size = {0};
        int error = call.fill(null, size);
        for (int i = 0; i < attempts && error == insufficientBuffer; i++) {
            // Some room for sockets that are opened between two calls.
            ByteBuffer buffer = ByteBuffer.allocateDirect(size[0] + size[0] / 8).order(ByteOrder.LITTLE_ENDIAN);
            size[0] = buffer.capacity();
            error = call.fill(buffer, size);
            if (error == 0) {
                return buffer;
            }
        }
        throw new IOException("the socket table could not be read (error " + error + ")");
    }
}
