package dev.freeport.internal.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The socket tables of Windows with the owners' pids, see iphlpapi.h. */
public interface IpHelper {
    /** The tables of this host, through JNA. */
    IpHelper SYSTEM = (tcp, family) -> NativeAccess.call(() -> fill(JnaIpHelper.call(tcp, family)));

    /** IPv4. */
    int AF_INET = 2;

    /** IPv6, by the number that it has on Windows. */
    int AF_INET6 = 23;

    /**
     * Returns a table: the number of rows, then the rows.
     *
     * @param tcp whether to read TCP's table, {@code MIB_TCPTABLE_OWNER_PID} or {@code MIB_TCP6TABLE_OWNER_PID}, or UDP's
     * @param family {@link #AF_INET} or {@link #AF_INET6}
     * @return the table, in little-endian order
     * @throws IOException if it cannot be read; the message is a clause that says why
     */
    ByteBuffer table(boolean tcp, int family) throws IOException;

    /** A call that fills a buffer, or returns the size that it needs. */
    interface SizedCall {
        /**
         * Calls it.
         *
         * @param buffer the buffer, or null to ask for the size
         * @param size the size of the buffer; afterwards the size that the call needs
         * @return 0, or the error number
         */
        int fill(@Nullable ByteBuffer buffer, int[] size);
    }

    /**
     * Fills a buffer that is large enough. The table may grow between two calls.
     *
     * @param call the call
     * @return the buffer
     * @throws IOException if the call fails
     */
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
