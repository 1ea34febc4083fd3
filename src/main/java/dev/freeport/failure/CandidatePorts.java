package dev.freeport.failure;

import static java.util.stream.Collectors.joining;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.session.OwnPorts;
import java.util.ArrayList;
import java.util.Collection;
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
 * @param text the same to be read; empty if there is nothing to say
 */
record CandidatePorts(List<PortDiagnosis> diagnoses, String text) {
    static final CandidatePorts NONE = new CandidatePorts(List.of());

    /**
     * Finds the ports that are named, or if none of these is taken and one of the test's own is, its own. If no port is
     * known, there is only a text.
     */
    static CandidatePorts of(Throwable failure, Set<Throwable> chain, Supplier<List<PortReservation>> reservations) {
        SortedMap<Integer, PortReservation> ownPorts = ownPorts(reservations);
        List<PortDiagnosis> named = diagnose(MentionedAddress.of(chain), ownPorts, failure);
        if (named.stream().anyMatch(PortDiagnosis::isTaken)) {
            return new CandidatePorts(taken(named));
        }
        BindErrorKind reason = named.isEmpty() ? BindErrorKind.of(chain) : BindErrorKind.UNKNOWN;
        if (reason == BindErrorKind.NO_SUCH_ADDRESS) {
            return new CandidatePorts(List.of(), UnknownPortText.text(reason, List.of()));
        }
        List<PortDiagnosis> own = explain(ownPorts.values(), failure);
        List<PortDiagnosis> culprits = culprits(own);
        if (!culprits.isEmpty()) {
            return new CandidatePorts(note(culprits));
        }
        if (!named.isEmpty()) {
            return new CandidatePorts(named);
        }
        // what the test has itself is to blame if there is nothing else that could be
        return reason != BindErrorKind.NOT_PERMITTED
                        && own.size() == 1
                        && own.get(0).isTaken()
                ? new CandidatePorts(note(own), own.get(0) + UnknownPortText.orAnother(own))
                : new CandidatePorts(own, UnknownPortText.text(reason, own));
    }

    /** Finds those that are certainly not to be had, for a failure that may be about something else. */
    static CandidatePorts takenOf(
            Throwable failure, Set<Throwable> chain, Supplier<List<PortReservation>> reservations) {
        SortedMap<Integer, PortReservation> ownPorts = ownPorts(reservations);
        List<PortDiagnosis> all = taken(diagnose(MentionedAddress.of(chain), ownPorts, failure));
        all.addAll(note(culprits(explain(ownPorts.values(), failure))));
        return new CandidatePorts(all);
    }

    private CandidatePorts(List<PortDiagnosis> diagnoses) {
        this(diagnoses, diagnoses.stream().map(PortDiagnosis::toString).collect(joining(System.lineSeparator())));
    }

    private static SortedMap<Integer, PortReservation> ownPorts(Supplier<List<PortReservation>> reservations) {
        SortedMap<Integer, PortReservation> ownPorts = new TreeMap<>();
        reservations.get().forEach(reservation -> ownPorts.put(reservation.port(), reservation));
        return ownPorts;
    }

    private static List<PortDiagnosis> explain(Collection<PortReservation> reservations, Throwable failure) {
        return reservations.stream()
                .map(reservation -> OwnPorts.diagnose(reservation.port(), failure))
                .toList();
    }

    /** Has the journal told that these could not be bound; of the other ports of the test nobody knows. */
    private static List<PortDiagnosis> note(List<PortDiagnosis> culprits) {
        culprits.forEach(OwnPorts::note);
        return culprits;
    }

    /** Explains ports; of the test's own ones its journal is told too. */
    private static List<PortDiagnosis> diagnose(
            List<MentionedAddress> addresses, Map<Integer, PortReservation> own, Throwable failure) {
        List<PortDiagnosis> diagnoses = new ArrayList<>();
        for (MentionedAddress address : addresses) {
            PortReservation reservation = own.get(address.port());
            diagnoses.add(
                    reservation == null
                            ? FreePorts.explain(address.toAttempt().failedWith(failure))
                            : address.address()
                                    .map(wanted -> reservation.explainBindFailure(failure, wanted))
                                    .orElseGet(() -> reservation.explainBindFailure(failure)));
        }
        return diagnoses;
    }

    /** Returns those of the test's own ports that others have: its own servers are most likely as they should be. */
    private static List<PortDiagnosis> culprits(List<PortDiagnosis> own) {
        List<PortDiagnosis> culprits = taken(own);
        culprits.removeIf(UnknownPortText::isOfThisTest);
        return culprits;
    }

    private static List<PortDiagnosis> taken(List<PortDiagnosis> diagnoses) {
        List<PortDiagnosis> taken = new ArrayList<>(diagnoses);
        taken.removeIf(diagnosis -> !diagnosis.isTaken());
        taken.sort(Comparator.comparing(PortDiagnosis::cause));
        return taken;
    }
}
