package dev.freeport.benchmark;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Prints the footprint of the kit in a JVM: how many more bytes of the heap are reachable (by a class histogram, after a full
 * collection) than before the first use, of all classes and of the kit's own, and how many threads were started.
 */
final class Footprint {
    private final long before;
    private final Set<Thread> threads;

    private Footprint() throws JMException {
        // Twice, because the first call allocates what it keeps itself.
        heap("");
        this.before = heap("");
        this.threads = threads();
    }

    public static void main(String[] arguments) throws JMException {
        PortRequest request = PortRequest.fromSystemProperties();
        Footprint footprint = new Footprint();
        FreePorts.reserve(request).close();
        footprint.print("after the first reservation");
        for (int i = 0; i < 1000; i++) {
            FreePorts.reserve(request).close();
        }
        footprint.print("after 1,000 more, all released");
        List<PortReservation> held = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            held.add(FreePorts.reserve(request));
        }
        footprint.print("while 100 are held");
        held.forEach(PortReservation::close);
    }

    private void print(String when) throws JMException {
        Set<Thread> started = threads();
        started.removeAll(threads);
        List<String> names = started.stream()
                .map(Thread::getName)
                .sorted(Comparator.naturalOrder())
                .toList();
        System.out.println(when + "\t" + (heap("") - before) + "\t" + heap("dev.freeport.") + "\t" + names.size()
                + (names.isEmpty() ? "" : " " + names));
    }

    /** Returns the bytes of all reachable objects of the classes with this prefix. */
    private static long heap(String prefix) throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        // lines such as "   1:  9372  1037208  [B (java.base@17.0.15)"
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length >= 4 && fields[0].endsWith(":") && fields[1].matches("\\d+"))
                .filter(fields -> fields[3].replaceFirst("^\\[+L?", "").startsWith(prefix))
                .mapToLong(fields -> Long.parseLong(fields[2]))
                .sum();
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
