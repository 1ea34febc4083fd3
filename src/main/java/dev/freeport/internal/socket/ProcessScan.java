package dev.freeport.internal.socket;

import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.process.ProcessIdentity;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The order in which a search looks into all processes, as any may have a socket open, and its deadline. The likely ones
 * stand outside the deadline: this JVM, the suspects, and what this JVM has started.
 */
record ProcessScan(List<Long> suspects, Deadline deadline, int threads) {
    private static final int MOST_THREADS = 4;

    static ProcessScan byDefault() {
        return of(List.of(), Deadline.byDefault());
    }

    /** Lets every core search, as the kernel is slow with each descriptor. */
    static ProcessScan of(Collection<Long> suspects, Deadline deadline) {
        return new ProcessScan(
                List.copyOf(suspects),
                deadline,
                Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /** Returns this JVM, the suspects, the others. */
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

    /** Returns how many of these in order are this JVM and the suspects. */
    int countLikely(Collection<Long> inOrder) {
        int count = 0;
        for (long pid : inOrder) {
            if (pid != ProcessIdentity.current().pid() && !suspects.contains(pid)) {
                return count;
            }
            count++;
        }
        return count;
    }

    /** Returns the processes that this JVM, or one of them, has started. */
    static List<Long> descendants() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
    }

    /** Returns the note that some processes were left out. */
    String cutShort(int looked, int all) {
        return String.format(
                Locale.ROOT,
                "Only %,d of %,d processes were searched within %s, likely owners first; others may have the port"
                        + " open too.",
                looked,
                all,
                deadline);
    }
}
