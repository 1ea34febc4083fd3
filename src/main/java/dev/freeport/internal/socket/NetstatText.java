package dev.freeport.internal.socket;

import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code netstat -ano} of Windows. Headings and some states are translated; protocols, addresses, pids not. */
final class NetstatText {
    private NetstatText() {}

    static List<WindowsTables.Entry> parse(String text) throws IOException {
        List<WindowsTables.Entry> entries = new ArrayList<>();
        for (String line : text.split("[\\r\\n]+")) {
            String[] cells = line.strip().split("\\s+");
            boolean tcp = cells[0].equals("TCP") && cells.length >= 4;
            if (tcp || cells[0].equals("UDP") && cells.length == 4) {
                entries.add(entry(tcp, cells));
            }
        }
        if (entries.isEmpty()) {
            throw new IOException("netstat -ano lists no sockets");
        }
        return entries;
    }

    private static WindowsTables.Entry entry(boolean tcp, String[] cells) throws IOException {
        try {
            long pid = Long.parseLong(cells[cells.length - 1]);
            InetSocketAddress local = AddressText.parse(cells[1], cells[1].startsWith("["));
            InetSocketAddress remote =
                    AddressText.parse(cells[2].replace("*:*", "0.0.0.0:0"), cells[2].startsWith("["));
            SocketState state = tcp ? state(cells, remote, pid) : SocketState.BOUND;
            return new WindowsTables.Entry(new SocketRow(tcp ? Protocol.TCP : Protocol.UDP, local, remote, state), pid);
        } catch (IllegalArgumentException garbage) {
            throw new IOException("netstat -ano says '" + String.join(" ", cells) + "'", garbage);
        }
    }

    /** Tells what figures tell: only a server has no peer, and only the idle process has what no process has. */
    private static SocketState state(String[] cells, InetSocketAddress remote, long pid) {
        if (remote.getPort() == 0) {
            return SocketState.LISTEN;
        }
        if (pid == 0) {
            return SocketState.TIME_WAIT;
        }
        try {
            return cells.length == 5 ? SocketState.valueOf(cells[3]) : SocketState.ESTABLISHED;
        } catch (IllegalArgumentException inAnotherLanguage) {
            return SocketState.ESTABLISHED;
        }
    }
}
