package dev.freeport.internal.socket;

import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads what {@code lsof -F pfudtPTn} prints: a letter and a value on each line; see "output for other programs" there. */
final class LsofText {
    private static final Map<String, SocketState> OTHER_NAMES = Map.of(
            "CLOSED", SocketState.BOUND,
            "BOUND", SocketState.BOUND,
            "IDLE", SocketState.BOUND,
            "SYN_RCVD", SocketState.SYN_RECV,
            "SYN_RECEIVED", SocketState.SYN_RECV,
            "FIN_WAIT_1", SocketState.FIN_WAIT1,
            "FIN_WAIT_2", SocketState.FIN_WAIT2);

    private final List<Entry> entries = new ArrayList<>();
    private long pid;
    private OptionalLong uid = OptionalLong.empty();
    private String device = "";
    private String type = "";
    private String protocol = "";
    private String name = "";
    private String state = "";

    private LsofText() {}

    /** A descriptor. The identity tells whether two are of the same socket. */
    record Entry(Object identity, SocketRow socket, OptionalLong uid, long pid) {}

    static List<Entry> parse(String text) {
        LsofText reader = new LsofText();
        for (String line : text.split("\n")) {
            if (!line.isEmpty()) {
                reader.take(line.charAt(0), line.substring(1).strip());
            }
        }
        reader.endDescriptor();
        return reader.entries;
    }

    private void take(char field, String value) {
        switch (field) {
            case 'p' -> {
                endDescriptor();
                pid = value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
                uid = OptionalLong.empty();
            }
            case 'u' -> uid = value.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(value)) : uid;
            case 'f' -> endDescriptor();
            case 't' -> type = value;
            case 'd' -> device = value;
            case 'P' -> protocol = value;
            case 'n' -> name = value;
            case 'T' -> state = value.startsWith("ST=") ? value.substring(3) : state;
            default -> {
                // a field that was not asked for
            }
        }
    }

    private void endDescriptor() {
        boolean tcp = protocol.equals("TCP");
        if (!name.isEmpty() && (tcp || protocol.equals("UDP"))) {
            try {
                add(tcp, name.split("->"));
            } catch (IllegalArgumentException noAddress) {
                // such as "no PCB" for a socket that is being closed
            }
        }
        device = "";
        type = "";
        protocol = "";
        name = "";
        state = "";
    }

    private void add(boolean tcp, String[] ends) {
        boolean six = type.equals("IPv6");
        InetSocketAddress local = AddressText.parse(ends[0], six);
        InetSocketAddress remote = ends.length > 1 ? AddressText.parse(ends[1], six) : AddressText.parse("*:0", six);
        SocketRow socket = new SocketRow(tcp ? Protocol.TCP : Protocol.UDP, local, remote, state(remote));
        Object identity = device.isEmpty() ? List.of(pid, socket) : List.of(device, socket);
        entries.add(new Entry(identity, socket, uid, pid));
    }

    private SocketState state(InetSocketAddress remote) {
        if (!protocol.equals("TCP")) {
            return remote.getPort() == 0 ? SocketState.BOUND : SocketState.ESTABLISHED;
        }
        try {
            return OTHER_NAMES.containsKey(state) ? OTHER_NAMES.get(state) : SocketState.valueOf(state);
        } catch (IllegalArgumentException unknown) {
            return SocketState.CLOSE;
        }
    }
}
