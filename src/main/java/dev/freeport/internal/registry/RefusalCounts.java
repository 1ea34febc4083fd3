package dev.freeport.internal.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Why the ports of a pool were refused, each counted by the last answer. Not safe for use by several threads. */
final class RefusalCounts {
    private static final int FEW = 64;

    /** After these the next try may succeed although no test releases the port. */
    private static final Set<Refusal> PASSING = EnumSet.of(Refusal.LOOKED_AT, Refusal.FILES_REPLACED);

    private final SortedMap<Integer, Refusal> refusals = new TreeMap<>();
    private final SortedMap<Integer, Long> coolingMillis = new TreeMap<>();

    void add(int port, Refusal refusal) {
        refusals.put(port, refusal);
    }

    boolean knows(int port) {
        return refusals.containsKey(port);
    }

    void addCooling(int port, long millis) {
        refusals.put(port, Refusal.COOLING);
        coolingMillis.put(port, millis);
    }

    /** Returns the ports that cool down, the coolest first. */
    List<Integer> coolestFirst() {
        List<Integer> ports = ports(Refusal.COOLING);
        ports.sort(Comparator.comparing(coolingMillis::get));
        return ports;
    }

    /**
     * Returns the ports whose answer may soon change. If few, also those that a socket keeps out: a child process that was just
     * started holds copies of the sockets of its JVM until it executes its program.
     */
    List<Integer> changeable() {
        List<Integer> ports = ports(PASSING);
        List<Integer> kept = ports(EnumSet.of(Refusal.BOUND, Refusal.LOCKED));
        if (kept.size() <= FEW) {
            ports.addAll(kept);
        }
        return ports;
    }

    /** Tells whether a port was refused for a reason that says nothing of who has it. */
    boolean isPassing() {
        return !ports(PASSING).isEmpty();
    }

    List<Integer> ports(Refusal refusal) {
        return ports(EnumSet.of(refusal));
    }

    private List<Integer> ports(Set<Refusal> wanted) {
        List<Integer> ports = new ArrayList<>();
        for (SortedMap.Entry<Integer, Refusal> entry : refusals.entrySet()) {
            if (wanted.contains(entry.getValue())) {
                ports.add(entry.getKey());
            }
        }
        return ports;
    }

    int reserved() {
        return ports(Refusal.RESERVED).size()
                + ports(Refusal.LOCKED).size()
                + ports(PASSING).size();
    }

    /** Forgets a port that the request held itself, so that it does not count as another's. */
    void forget(int port) {
        refusals.remove(port);
        coolingMillis.remove(port);
    }

    @Override
    public String toString() {
        int denied = ports(Refusal.DENIED).size();
        return "reserved by tests: " + reserved() + ", bound by other sockets: "
                + ports(Refusal.BOUND).size() + ", released a moment ago: "
                + ports(Refusal.COOLING).size()
                + (denied == 0 ? "" : ", not permitted to this process: " + denied);
    }
}
