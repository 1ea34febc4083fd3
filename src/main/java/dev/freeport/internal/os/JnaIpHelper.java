package dev.freeport.internal.os;

import com.sun.jna.Native;
import com.sun.jna.platform.win32.IPHlpAPI;
import com.sun.jna.ptr.IntByReference;

final class JnaIpHelper {
    private static final int TCP_TABLE_OWNER_PID_ALL = 5;
    private static final int UDP_TABLE_OWNER_PID = 1;

    private JnaIpHelper() {}

    static IpHelper.SizedCall call(boolean tcp, int family) {
        return (buffer, size) -> {
            IntByReference length = new IntByReference(size[0]);
            var pointer = buffer == null ? null : Native.getDirectBufferPointer(buffer);
            int error = tcp
                    ? IPHlpAPI.INSTANCE.GetExtendedTcpTable(pointer, length, false, family, TCP_TABLE_OWNER_PID_ALL, 0)
                    : IPHlpAPI.INSTANCE.GetExtendedUdpTable(pointer, length, false, family, UDP_TABLE_OWNER_PID, 0);
            size[0] = length.getValue();
            return error;
        };
    }
}
