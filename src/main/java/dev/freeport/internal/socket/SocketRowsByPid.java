package dev.freeport.internal.socket;

import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Collects sockets that a system lists with the ids of their processes, and describes each process once. */
final class SocketRowsByPid {
    private final LongFunction<OwnerProcess> facts;
    private final Map<Long, OwnerProcess> known = new HashMap<>();
    private final Map<Object, Row> rows = new LinkedHashMap<>();

    SocketRowsByPid(LongFunction<OwnerProcess> facts) {
        this.facts = facts;
    }

    /** Adds a socket, known by its identity, or one more process, 0 for none, to a socket that was added. */
    void add(Object identity, SocketRow socket, OptionalLong uid, long pid) {
        Row row = rows.computeIfAbsent(identity, first -> new Row(socket, uid, new ArrayList<>()));
        if (pid != 0 && !row.pids.contains(pid)) {
            row.pids.add(pid);
        }
    }

    List<SocketInfo> toRows() {
        List<SocketInfo> all = new ArrayList<>();
        for (Row row : rows.values()) {
            List<OwnerProcess> owners = row.pids.stream()
                    .map(pid -> known.computeIfAbsent(pid, facts::apply))
                    .toList();
            SocketRow socket = row.socket;
            // a server belongs to a process, though the system may not show to which
            boolean owned = !owners.isEmpty() || socket.serves();
            all.add(new SocketRow(
                    socket.protocol(), socket.local(), socket.remote(), socket.state(), owned, row.uid, owners));
        }
        return List.copyOf(all);
    }

    private record Row(SocketRow socket, OptionalLong uid, List<Long> pids) {}
}
