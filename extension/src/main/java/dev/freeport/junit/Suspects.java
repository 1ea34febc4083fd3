package dev.freeport.junit;

import static java.util.stream.Collectors.joining;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports that the failure of a bind may be about.
 *
 * @param diagnoses what is known of each; empty if no port is known
 * @param text the same to be read
 */
record Suspects(List<PortDiagnosis> diagnoses, String text) {
    /**
     * {@code /127.0.0.1:8080}, {@code [::]:8080}, {@code Port 8080 is}, {@code Port(s) already bound: 8080}; but not the
     * line of {@code ShopTests.java:1234}.
     */
    private static final Pattern PORT = Pattern.compile("(?i)(?:(?<![.](?:java|kt|groovy|scala)):"
            + "|\\bport(?:\\(s\\))?(?: already bound)?[ =:]+)([0-9]{4,5})(?![0-9]|[.][0-9])");

    /** Finds the ports that are named, or if none of these is taken and one of the test's own is, its own. */
    static Suspects of(Set<Throwable> chain, Supplier<List<PortReservation>> reservations) {
        SortedMap<Integer, PortReservation> ownPorts = new TreeMap<>();
        reservations.get().forEach(reservation -> ownPorts.put(reservation.port(), reservation));
        List<PortDiagnosis> named = diagnose(portsNamedBy(chain), ownPorts);
        if (named.stream().anyMatch(Suspects::isTaken)) {
            return new Suspects(taken(named));
        }
        List<PortDiagnosis> own = diagnose(ownPorts.keySet(), ownPorts);
        if (own.stream().anyMatch(Suspects::isTaken)) {
            return new Suspects(taken(own));
        }
        return named.isEmpty() && !own.isEmpty() ? new Suspects(own, acquittal(own)) : new Suspects(named);
    }

    private Suspects(List<PortDiagnosis> diagnoses) {
        this(diagnoses, diagnoses.stream().map(PortDiagnosis::toString).collect(joining(System.lineSeparator())));
    }

    private static Set<Integer> portsNamedBy(Set<Throwable> chain) {
        Set<Integer> ports = new TreeSet<>();
        for (Throwable failure : chain) {
            String message = failure.getMessage();
            Matcher matcher = PORT.matcher(message == null ? "" : message);
            while (matcher.find()) {
                int port = Integer.parseInt(matcher.group(1));
                if (port >= 1 && port <= 65535) {
                    ports.add(port);
                }
            }
        }
        return ports;
    }

    /** Explains ports; of the test's own ones its journal is told too. */
    private static List<PortDiagnosis> diagnose(Set<Integer> ports, Map<Integer, PortReservation> own) {
        List<PortDiagnosis> diagnoses = new ArrayList<>();
        for (int port : ports) {
            PortReservation reservation = own.get(port);
            diagnoses.add(reservation == null ? FreePorts.explain(port) : reservation.explainFailedBind());
        }
        return diagnoses;
    }

    private static boolean isTaken(PortDiagnosis diagnosis) {
        return diagnosis.isTaken();
    }

    private static List<PortDiagnosis> taken(List<PortDiagnosis> diagnoses) {
        List<PortDiagnosis> taken = new ArrayList<>(diagnoses);
        taken.removeIf(diagnosis -> !isTaken(diagnosis));
        taken.sort(Comparator.comparing(PortDiagnosis::cause));
        return taken;
    }

    /** Says that it was none of the test's own ports, as far as can be seen now. */
    private static String acquittal(List<PortDiagnosis> own) {
        StringBuilder text = new StringBuilder("None of this test's ports is taken by anybody else now.");
        for (PortDiagnosis diagnosis : own) {
            String purpose =
                    diagnosis.reservedBy().map(by -> " for " + by.purpose()).orElse("");
            text.append(System.lineSeparator() + "  reserved    " + diagnosis.port() + purpose);
        }
        boolean guarded = own.stream().anyMatch(diagnosis -> diagnosis.cause() == Cause.OWN_GUARD);
        text.append(System.lineSeparator()
                + "  cause       probably: whoever had one has let go of it by now; or the bind that"
                + " failed was of another port, or not of TCP");
        text.append(guarded ? "; or the server binds without SO_REUSEADDR, which a guard socket does not allow" : "");
        text.append(
                System.lineSeparator() + "  what to do  Look which port the server was to have. If it was one of these,"
                        + " look what the test ends before it fails.");
        text.append(guarded ? " For a server without SO_REUSEADDR set freeport.guard=off." : "");
        return text.toString();
    }
}
