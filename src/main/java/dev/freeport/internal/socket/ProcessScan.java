package dev.freeport.internal.socket;

import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.process.ProcessIdentity;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How the processes of a host are looked through: in which order, and how long. All of them are, as no kernel tells how
 * many processes have a socket open; so it is the order that decides what is known if the time does not suffice.
 *
 * @param suspects the processes to begin with
 * @param deadline until when
 * @param threads how many at once
 */
record ProcessScan(List<Long> suspects, Deadline deadline, int threads) {
    private static final int MOST_THREADS = 4;

    static ProcessScan usual() {
        return of(List.of(), Deadline.usual());
    }

    /** Lets every core look, as the kernel takes its time over each descriptor. */
    static ProcessScan of(Collection<Long> suspects, Deadline deadline) {
        return new ProcessScan(
                List.copyOf(suspects),
                deadline,
                Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /** Returns the processes in the order in which to look: this JVM, the suspects, the others. */
    Set<Long> inOrder(Collection<Long> pids) {
        Set<Long> order = new LinkedHashSet<>();
        long self = ProcessIdentity.current().pid();
        if (pids.contains(self)) {
            order.add(self);
        }
        suspects.stream().filter(pids::contains).forEach(order::add);
        order.addAll(pids);
        return order;
    }

    /** Says that some processes were not looked into. */
    String cutShort(int looked, int all) {
        return String.format(
                Locale.ROOT,
                "Only %,d of %,d processes were looked through within %s, the likely ones first; others may have the"
                        + " port too.",
                looked,
                all,
                deadline);
    }
}
