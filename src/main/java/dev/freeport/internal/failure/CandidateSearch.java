package dev.freeport.internal.failure;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.internal.text.ExplanationLimits;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the ports that one failure may be about, and diagnoses them within one deadline. */
final class CandidateSearch {
    private final Throwable failure;
    private final Collection<Throwable> chain;
    private final OwnPorts ownPorts;
    private final String place;
    private final List<Integer> lastPorts;
    private @Nullable Deadline deadline;
    private int diagnosed;
    private int skipped;

    CandidateSearch(Throwable failure, Collection<Throwable> chain, OwnPorts ownPorts, String place) {
        this.failure = failure;
        this.chain = chain;
        this.ownPorts = ownPorts;
        this.place = place;
        // before anything here binds a port
        this.lastPorts = BindLog.lastPortsOfThisJvm();
    }

    /** Finds the ports that are named; if none is taken and one of the test's own is, its own; else only a text. */
    CandidatePorts candidates() {
        List<PortDiagnosis> named = diagnose(MentionedAddress.of(chain));
        if (named.stream().anyMatch(PortDiagnosis::isTaken)) {
            return counted(CandidatePorts.of(taken(named)));
        }
        CandidatePorts spoken = named.isEmpty() ? spokenOf() : CandidatePorts.NONE;
        if (!spoken.isEmpty()) {
            return spoken;
        }
        CandidatePorts logged = named.isEmpty() ? lastBound() : CandidatePorts.NONE;
        if (!logged.isEmpty()) {
            return logged;
        }
        BindErrorKind reason = named.isEmpty() ? BindErrorKind.of(chain) : BindErrorKind.UNKNOWN;
        if (reason == BindErrorKind.NO_SUCH_ADDRESS) {
            return CandidatePorts.unknown(
                    List.of(), UnknownPortText.text(reason, List.of(), List.of(), table(), place, CodeNumbers.NONE));
        }
        List<PortDiagnosis> own = diagnoseOwn();
        List<PortDiagnosis> culprits = culprits(own);
        if (!culprits.isEmpty() || !named.isEmpty()) {
            return counted(CandidatePorts.of(culprits.isEmpty() ? named : culprits));
        }
        // what the test has itself is to blame if there is nothing else that could be
        boolean ownIsToBlame = reason != BindErrorKind.NOT_PERMITTED
                && own.size() == 1
                && own.get(0).isTaken();
        CodeNumbers code = CodeNumbers.of(chain);
        if (ownIsToBlame) {
            return counted(CandidatePorts.of(own).withText(UnknownPortText.orAnother(own, table(), code)));
        }
        List<PortDiagnosis> connected = reason == BindErrorKind.NOT_PERMITTED ? List.of() : connectedInCode(code);
        return counted(CandidatePorts.unknown(own, UnknownPortText.text(reason, own, connected, table(), place, code)));
    }

    /** Finds the ports of the dynamic range that the code of the test contains, and that connections use instead of servers. */
    private List<PortDiagnosis> connectedInCode(CodeNumbers code) {
        List<PortDiagnosis> found = new ArrayList<>();
        for (int port : code.in(HostStack.current().dynamic(Protocol.TCP))) {
            if (!ownPorts.contains(port) && isLeft()) {
                found.add(diagnose(BindAttempt.of(Protocol.TCP, port)));
            }
        }
        found.removeIf(diagnosis -> diagnosis.cause() != Cause.CONNECTION && diagnosis.cause() != Cause.LINGERING);
        return found;
    }

    /**
     * Finds the port that the bind which failed was for, if this JVM logs its binds: it was among the last. An earlier one of
     * them that this JVM holds is a healthy server.
     */
    private CandidatePorts lastBound() {
        if (lastPorts.isEmpty()) {
            return CandidatePorts.NONE;
        }
        CandidatePorts found = likeliestOf(lastPorts);
        return found.diagnoses().stream().anyMatch(CandidateSearch::isInUse) ? found : CandidatePorts.NONE;
    }

    /**
     * Finds the ports that are taken among those that a text names which speaks of a bind: of one that merely mentions it, or
     * a server that was not started, those on which a process listens that has nothing to do with this JVM.
     */
    CandidatePorts spokenOf() {
        Map<Integer, PortDiagnosis> found = new TreeMap<>();
        Set<Integer> listening = new HashSet<>();
        for (Throwable link : chain) {
            InUseText text = InUseText.of(link);
            Set<Integer> ports = text.speaks() ? text.numbers() : text.notStarted();
            boolean failed = text.saysThatABindFailed();
            if (ports.isEmpty() && !failed) {
                continue;
            }
            if (listening.isEmpty()) {
                table().readServers()
                        .sockets()
                        .forEach(row -> listening.add(row.local().getPort()));
            }
            ports.retainAll(listening);
            if (failed) {
                MentionedAddress.of(List.of(link)).forEach(address -> ports.add(address.port()));
            }
            for (int port : ports) {
                if (!isLeft()) {
                    skipped++;
                } else if (!found.containsKey(port)) {
                    PortDiagnosis diagnosis = diagnose(port);
                    if (isInUse(diagnosis) && (failed || ForeignListeners.exist(diagnosis))) {
                        found.put(port, diagnosis);
                    }
                }
            }
        }
        return found.isEmpty() ? CandidatePorts.NONE : counted(CandidatePorts.of(taken(List.copyOf(found.values()))));
    }

    /** Whether a socket is in the way, so that no text alone is believed. */
    private static boolean isInUse(PortDiagnosis diagnosis) {
        return diagnosis.isTaken() && !diagnosis.sockets().isEmpty();
    }

    /** Finds those that are certainly taken, for a failure that may be about something else. */
    CandidatePorts takenCandidates() {
        List<PortDiagnosis> all = taken(diagnose(MentionedAddress.of(chain)));
        all.addAll(culprits(diagnoseOwn()));
        return all.isEmpty() ? CandidatePorts.NONE : counted(CandidatePorts.of(all));
    }

    /** Finds the first of some ports that another process owns, or else the first of all. */
    CandidatePorts likeliestOf(List<Integer> ports) {
        List<PortDiagnosis> diagnoses = new ArrayList<>();
        for (int port : ports) {
            if (isLeft()) {
                PortDiagnosis diagnosis = diagnose(BindAttempt.of(Protocol.TCP, port));
                if (diagnosis.isTaken() && diagnosis.sockets().stream().noneMatch(SocketInfo::isOfThisJvm)) {
                    return CandidatePorts.of(List.of(diagnosis));
                }
                diagnoses.add(diagnosis);
            }
        }
        return CandidatePorts.of(diagnoses.subList(0, 1));
    }

    /** Finds the ports of the test on which a process listens that has nothing to do with this JVM. */
    List<PortDiagnosis> foreignListeners() {
        List<PortDiagnosis> found = new ArrayList<>();
        for (int port : ownPorts.numbers()) {
            if (ForeignListeners.mayExist(port) && isLeft()) {
                diagnosed++;
                found.add(PortDiagnosis.of(BindAttempt.of(Protocol.TCP, port), left()));
            }
        }
        found.removeIf(diagnosis -> !ForeignListeners.exist(diagnosis));
        return found;
    }

    /** Finds the ports of the test that a guard socket holds and nothing else. */
    List<PortDiagnosis> idleGuarded() {
        List<PortDiagnosis> found = new ArrayList<>();
        for (int port : ownPorts.guarded()) {
            if (isLeft()) {
                found.add(diagnose(BindAttempt.of(Protocol.TCP, port)));
            }
        }
        found.removeIf(diagnosis -> diagnosis.cause() != Cause.OWN_GUARD);
        return found;
    }

    private CandidatePorts counted(CandidatePorts found) {
        return skipped == 0
                ? found
                : found.withText(System.lineSeparator() + "And " + skipped
                        + (skipped == 1 ? " more port that is" : " more ports that are") + " not explained.");
    }

    private List<PortDiagnosis> diagnose(List<MentionedAddress> addresses) {
        List<MentionedAddress> likelyFirst = new ArrayList<>(addresses);
        likelyFirst.sort(Comparator.comparing(address -> !ownPorts.contains(address.port())));
        List<PortDiagnosis> diagnoses = new ArrayList<>();
        for (MentionedAddress address : likelyFirst) {
            if (!isLeft()) {
                skipped++;
            } else if (address.address().isEmpty()) {
                diagnoses.add(diagnose(address.port()));
            } else {
                Protocol protocol =
                        ownPorts.protocols(address.port()).contains(Protocol.TCP) ? Protocol.TCP : Protocol.UDP;
                diagnoses.add(diagnose(address.toAttempt(protocol)));
            }
        }
        return diagnoses;
    }

    private List<PortDiagnosis> diagnoseOwn() {
        List<PortDiagnosis> diagnoses = new ArrayList<>();
        // those that the failure names do not count against these, which are likelier
        diagnosed = 0;
        for (int port : ownPorts.numbers()) {
            if (isLeft()) {
                diagnoses.add(diagnose(port));
            } else {
                skipped++;
            }
        }
        return diagnoses;
    }

    /** Diagnoses a port of one protocol or both; of both, that which is taken. */
    private PortDiagnosis diagnose(int port) {
        Set<Protocol> protocols = ownPorts.protocols(port);
        if (!protocols.contains(Protocol.TCP)) {
            return diagnose(BindAttempt.of(Protocol.UDP, port));
        }
        PortDiagnosis tcp = diagnose(BindAttempt.of(Protocol.TCP, port));
        return tcp.isTaken() || protocols.size() == 1 ? tcp : diagnose(BindAttempt.of(Protocol.UDP, port));
    }

    private PortDiagnosis diagnose(BindAttempt attempt) {
        diagnosed++;
        return PortDiagnosis.of(attempt.failedWith(failure), left());
    }

    /** Whether another port may be diagnosed: one always may. */
    private boolean isLeft() {
        return diagnosed == 0 || diagnosed < ExplanationLimits.PORTS && !left().isZero();
    }

    private Duration left() {
        return deadline().left();
    }

    private Deadline deadline() {
        if (deadline == null) {
            deadline = Deadline.in(ownPorts.deadline());
        }
        return deadline;
    }

    /** Returns the table of sockets, to be read within the deadline of this failure. */
    private SocketTable table() {
        return SocketTable.SYSTEM.within(deadline(), List.of());
    }

    /** Returns those of the test's own ports that others own: its own servers are most likely as they should be. */
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
