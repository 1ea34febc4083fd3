package dev.freeport.internal.socket;

import dev.freeport.internal.os.IpHelper;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the tables of the IP helper by offset: {@code MIB_TCPROW_OWNER_PID} and its like in tcpmib.h and udpmib.h. */
final class WindowsTables {
    /** By the numbers of {@code MIB_TCP_STATE}, counted from 1. */
    private static final SocketState[] STATES = {
        SocketState.CLOSE,
        SocketState.LISTEN,
        SocketState.SYN_SENT,
        SocketState.SYN_RECV,
        SocketState.ESTABLISHED,
        SocketState.FIN_WAIT1,
        SocketState.FIN_WAIT2,
        SocketState.CLOSE_WAIT,
        SocketState.CLOSING,
        SocketState.LAST_ACK,
        SocketState.TIME_WAIT
    };

    private static final Layout TCP = new Layout(IpHelper.AF_INET, 24, 4, 8, 12, 16, 0, 20, 4);
    private static final Layout TCP6 = new Layout(IpHelper.AF_INET6, 56, 0, 20, 24, 44, 48, 52, 16);
    private static final Layout UDP = new Layout(IpHelper.AF_INET, 12, 0, 4, -1, -1, -1, 8, 4);
    private static final Layout UDP6 = new Layout(IpHelper.AF_INET6, 28, 0, 20, -1, -1, -1, 24, 16);

    private WindowsTables() {}

    /** Where the fields of a row are; -1 for none. */
    private record Layout(
            int family,
            int size,
            int local,
            int localPort,
            int remote,
            int remotePort,
            int state,
            int pid,
            int addressLength) {}

    /** A row, with the id of its process; 0 for the idle process, which stands for none. */
    record Entry(SocketRow socket, long pid) {}

    static List<Entry> read(IpHelper helper, Protocol protocol) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Layout layout : protocol == Protocol.TCP ? List.of(TCP, TCP6) : List.of(UDP, UDP6)) {
            ByteBuffer table = helper.table(protocol == Protocol.TCP, layout.family);
            int rows = Math.min(table.getInt(0), (table.limit() - Integer.BYTES) / layout.size);
            for (int i = 0; i < rows; i++) {
                entries.add(entry(protocol, layout, table, Integer.BYTES + i * layout.size));
            }
        }
        return entries;
    }

    private static Entry entry(Protocol protocol, Layout layout, ByteBuffer table, int row) {
        InetSocketAddress local = address(layout, table, row + layout.local, row + layout.localPort);
        SocketState state = layout.state < 0 ? SocketState.BOUND : state(table.getInt(row + layout.state));
        long pid = Integer.toUnsignedLong(table.getInt(row + layout.pid));
        // The field of a listening socket holds anything.
        InetSocketAddress remote = layout.remote < 0 || state == SocketState.LISTEN
                ? new InetSocketAddress(layout.addressLength == 4 ? "0.0.0.0" : "::", 0)
                : address(layout, table, row + layout.remote, row + layout.remotePort);
        return new Entry(new SocketRow(protocol, local, remote, state), pid);
    }

    private static SocketState state(int number) {
        return 1 <= number && number <= STATES.length ? STATES[number - 1] : SocketState.CLOSE;
    }

    /** Only the first two bytes of a port count. */
    private static InetSocketAddress address(Layout layout, ByteBuffer table, int address, int port) {
        byte[] bytes = new byte[layout.addressLength];
        table.get(address, bytes);
        return AddressText.read(bytes, table, port);
    }
}
