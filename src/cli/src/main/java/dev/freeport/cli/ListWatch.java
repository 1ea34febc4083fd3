package dev.freeport.cli;

import dev.freeport.owner.ListeningPort;
import dev.freeport.owner.ListeningPorts;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks each second which servers have started and stopped. */
final class ListWatch {
    private static final long EACH_NANOS = 1_000_000_000;

    /** A time of the JDK leaves out the seconds of a full minute. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Supplier<ListeningPorts> reader;
    private final Listener listener;

    ListWatch(Supplier<ListeningPorts> reader, Listener listener) {
        this.reader = reader;
        this.listener = listener;
    }

    interface Listener {
        /** Is told of a change, and returns whether it wants to hear of more. */
        boolean changed(ListeningPorts now, List<String> changes);
    }

    void untilInterrupted(ListeningPorts first) {
        Set<String> before = servers(first);
        boolean wanted = true;
        while (wanted && !Thread.interrupted()) {
            LockSupport.parkNanos(EACH_NANOS);
            ListeningPorts now = reader.get();
            Set<String> servers = servers(now);
            List<String> changes = changes(before, servers);
            if (!changes.isEmpty()) {
                wanted = listener.changed(now, changes);
            }
            before = servers;
        }
    }

    private static Set<String> servers(ListeningPorts listing) {
        return listing.listeners().stream()
                .map(ListeningPort::toString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> changes(Set<String> before, Set<String> now) {
        return changes(LocalTime.now(), before, now);
    }

    static List<String> changes(LocalTime at, Set<String> before, Set<String> now) {
        String time = TIME.format(at);
        List<String> changes = new ArrayList<>();
        before.stream().filter(server -> !now.contains(server)).forEach(gone -> changes.add(time + " - " + gone));
        now.stream().filter(server -> !before.contains(server)).forEach(added -> changes.add(time + " + " + added));
        return changes;
    }
}
