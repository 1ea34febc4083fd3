package dev.freeport.internal.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ports of this JVM on which a process still listened when they were released. Safe for use by several threads. */
public final class LeakedPorts {
    private static final int MOST = 100;

    private static final Map<Integer, LeakedPort> LEAKED = new LinkedHashMap<>();

    private LeakedPorts() {}

    /** A port, and what it was reserved for. */
    public record LeakedPort(int port, String purpose) {}

    static synchronized void add(int port, String purpose) {
        LEAKED.remove(port);
        LEAKED.put(port, new LeakedPort(port, purpose));
        if (LEAKED.size() > MOST) {
            LEAKED.remove(LEAKED.keySet().iterator().next());
        }
    }

    /** Returns them, the latest last. */
    public static synchronized List<LeakedPort> all() {
        return new ArrayList<>(LEAKED.values());
    }
}
