package dev.freeport.failure;

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
import java.util.function.Supplier;

/**
 * The ports that the failure of a bind may be about.
 *
 * @param diagnoses what is known of each; empty if no port is known
 * @param text the same to be read
 */
record Suspects(List<PortDiagnosis> diagnoses, String text) {
    static final Suspects NONE = new Suspects(List.of());

    /** Finds the ports that are named, or if none of these is taken and one of the test's own is, its own. */
    static Suspects of(Throwable failure, Set<Throwable> chain, Supplier<List<PortReservation>> reservations) {
        SortedMap<Integer, PortReservation> ownPorts = ownPorts(reservations);
        List<PortDiagnosis> named = diagnose(NamedAddress.of(chain), ownPorts, failure);
        if (named.stream().anyMatch(PortDiagnosis::isTaken)) {
            return new Suspects(taken(named));
        }
        if (named.isEmpty() && chain.stream().anyMatch(BindFailureKinds::isOfAnAddress)) {
            return NONE;
        }
        List<PortDiagnosis> own = diagnose(own(ownPorts), ownPorts, failure);
        if (own.stream().anyMatch(PortDiagnosis::isTaken)) {
            return new Suspects(taken(own));
        }
        return named.isEmpty() && !own.isEmpty() ? new Suspects(own, acquittal(own)) : new Suspects(named);
    }

    /** Finds those that are certainly not to be had, for a failure that may be about something else. */
    static Suspects takenOf(Throwable failure, Set<Throwable> chain, Supplier<List<PortReservation>> reservations) {
        SortedMap<Integer, PortReservation> ownPorts = ownPorts(reservations);
        List<PortDiagnosis> all = diagnose(NamedAddress.of(chain), ownPorts, failure);
        all.addAll(diagnose(own(ownPorts), ownPorts, failure));
        return new Suspects(taken(all));
    }

    private Suspects(List<PortDiagnosis> diagnoses) {
        this(diagnoses, diagnoses.stream().map(PortDiagnosis::toString).collect(joining(System.lineSeparator())));
    }

    private static SortedMap<Integer, PortReservation> ownPorts(Supplier<List<PortReservation>> reservations) {
        SortedMap<Integer, PortReservation> ownPorts = new TreeMap<>();
        reservations.get().forEach(reservation -> ownPorts.put(reservation.port(), reservation));
        return ownPorts;
    }

    private static List<NamedAddress> own(SortedMap<Integer, PortReservation> ownPorts) {
        return ownPorts.keySet().stream().map(NamedAddress::of).toList();
    }

    /** Explains ports; of the test's own ones its journal is told too. */
    private static List<PortDiagnosis> diagnose(
            List<NamedAddress> addresses, Map<Integer, PortReservation> own, Throwable failure) {
        List<PortDiagnosis> diagnoses = new ArrayList<>();
        for (NamedAddress address : addresses) {
            PortReservation reservation = own.get(address.port());
            diagnoses.add(
                    reservation == null
                            ? FreePorts.explain(address.toAttempt().failedWith(failure))
                            : address.address()
                                    .map(wanted -> reservation.explainFailedBind(failure, wanted))
                                    .orElseGet(() -> reservation.explainFailedBind(failure)));
        }
        return diagnoses;
    }

    private static List<PortDiagnosis> taken(List<PortDiagnosis> diagnoses) {
        List<PortDiagnosis> taken = new ArrayList<>(diagnoses);
        taken.removeIf(diagnosis -> !diagnosis.isTaken());
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
