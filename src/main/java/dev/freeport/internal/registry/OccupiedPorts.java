package dev.freeport.internal.registry;

import dev.freeport.stack.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ports that this JVM or processes it started occupy, so that servers find them taken. */
public final class OccupiedPorts {
    private static final Map<Integer, List<Long>> OCCUPIERS = new ConcurrentHashMap<>();

    private OccupiedPorts() {}

    /** Notes that a port is occupied on purpose; in the journal too if this JVM has reserved it. */
    public static void add(Protocol protocol, int port, long pid) {
        OCCUPIERS.merge(PortFileLock.slot(protocol, port), List.of(pid), OccupiedPorts::both);
        Registries.own(protocol, port).ifPresent(Reservation::noteOccupied);
    }

    public static void remove(Protocol protocol, int port, long pid) {
        OCCUPIERS.computeIfPresent(PortFileLock.slot(protocol, port), (slot, pids) -> {
            List<Long> left = new ArrayList<>(pids);
            left.remove(pid);
            return left.isEmpty() ? null : left;
        });
    }

    static List<Long> occupiers(Protocol protocol, int port) {
        return OCCUPIERS.getOrDefault(PortFileLock.slot(protocol, port), List.of());
    }

    private static List<Long> both(List<Long> some, List<Long> others) {
        List<Long> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
