package dev.freeport.diagnosis;

import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketRow;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** The one layout of a diagnosis. */
final class DiagnosisText {
    private static final int MOST_SOCKETS = 4;

    private DiagnosisText() {}

    static String headline(PortDiagnosis diagnosis) {
        String port = (isUdp(diagnosis) ? "UDP port " : "Port ") + diagnosis.port();
        String owners = owners(diagnosis);
        return switch (diagnosis.cause()) {
            case LISTENER -> port + " is taken: " + owners + " on it.";
            case OWN_LISTENER -> port + " is taken: this JVM itself listens on it.";
            case CONNECTION -> port + " is taken by a connection, not by a server: " + owners + " it.";
            case LINGERING -> port + " is taken by a connection that is closed already; no process owns it.";
            case OWN_GUARD -> port + " is held by the guard socket of its reservation now, and by nobody else.";
            case RESERVED ->
                port + " is reserved by another JVM: pid "
                        + diagnosis
                                .reservedBy()
                                .map(PortDiagnosis.ReservedBy::pid)
                                .orElse(0L) + ".";
            case BOUND_ONLY ->
                diagnosis.sockets().stream().anyMatch(row -> row.state() == SocketState.BOUND)
                        ? port + " is taken: " + owners + " it without listening."
                        : port + " is taken by a socket that does not listen; the system does not show whose.";
            case DENIED -> port + " is denied to this JVM by the system.";
            case PRIVILEGED -> port + " may be bound by privileged processes only.";
            case NONE -> port + " is free now.";
            case UNKNOWN -> port + " could not be explained.";
        };
    }

    private static boolean isUdp(PortDiagnosis diagnosis) {
        return diagnosis.protocol() == Protocol.UDP;
    }

    private static String owners(PortDiagnosis diagnosis) {
        List<OwnerProcess> owners = diagnosis.owners();
        String who = owners.isEmpty()
                ? "a process that is not visible from here"
                : (owners.size() == 1 ? "pid " : "pids ") + pids(owners, ", ");
        boolean one = owners.size() <= 1;
        return who
                + switch (diagnosis.cause()) {
                    case CONNECTION -> one ? " uses" : " use";
                    case BOUND_ONLY -> one ? " has bound" : " have bound";
                    default -> one ? " listens" : " listen";
                };
    }

    private static String pids(List<OwnerProcess> owners, String separator) {
        StringJoiner pids = new StringJoiner(separator);
        owners.forEach(owner -> pids.add(Long.toString(owner.pid())));
        return pids.toString();
    }

    static String render(PortDiagnosis diagnosis) {
        StringBuilder text = new StringBuilder(headline(diagnosis));
        for (OwnerProcess owner : diagnosis.owners()) {
            line(text, "process", describe(owner));
            line(text, "", owner.command());
        }
        diagnosis.sockets().stream().limit(MOST_SOCKETS).forEach(row -> line(text, "socket", describe(row, diagnosis)));
        if (diagnosis.sockets().size() > MOST_SOCKETS) {
            line(text, "", "and " + (diagnosis.sockets().size() - MOST_SOCKETS) + " more");
        }
        diagnosis.reservedBy().ifPresent(by -> line(text, "reserved", describe(by)));
        diagnosis.previouslyReservedBy().ifPresent(by -> line(text, "before", describe(by)));
        if (diagnosis.cause() != Cause.NONE) {
            String sure = diagnosis.certainty() == Certainty.CERTAIN ? "" : "probably: ";
            line(text, "cause", sure + diagnosis.cause().text());
        }
        diagnosis.notes().forEach(note -> line(text, "note", note));
        line(text, "what to do", advice(diagnosis));
        return text.toString();
    }

    /** Names the owners of a socket where they are not simply those named before. */
    private static String describe(SocketRow row, PortDiagnosis diagnosis) {
        if (Set.copyOf(row.owners()).equals(Set.copyOf(diagnosis.owners()))) {
            return row.toString();
        }
        if (row.owners().isEmpty()) {
            return row + (row.owned() ? ", of a process that is not visible from here" : ", of no process");
        }
        return row + ", of " + (row.owners().size() == 1 ? "pid " : "pids ") + pids(row.owners(), ", ");
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(String.format("%n  %-11s %s", label, value));
    }

    private static String describe(OwnerProcess owner) {
        return "pid " + owner.pid() + (owner.isThisJvm() ? " (this JVM)" : "") + ", user " + owner.user()
                + owner.started().map(DiagnosisText::started).orElse("");
    }

    private static String describe(PortDiagnosis.ReservedBy by) {
        return "by " + who(by.pid()) + " for " + by.purpose() + ", at " + seconds(by.since());
    }

    private static String describe(PortDiagnosis.PreviouslyReservedBy by) {
        return "reserved by " + who(by.pid()) + " for " + by.purpose()
                + (by.released()
                        ? ", which released it at " + seconds(by.at())
                        : " at " + seconds(by.at()) + ", which has ended");
    }

    private static String who(long pid) {
        return pid == ProcessHandle.current().pid() ? "this JVM" : "pid " + pid;
    }

    private static String started(Instant started) {
        Optional<Instant> own = ProcessHandle.current().info().startInstant();
        Duration earlier = own.map(jvm -> Duration.between(started, jvm)).orElse(Duration.ZERO);
        if (earlier.isZero()) {
            return ", started " + seconds(started);
        }
        return ", started " + seconds(started) + " (" + words(earlier.abs())
                + (earlier.isNegative() ? " after" : " before") + " this JVM)";
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String words(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + "." + duration.toMillisPart() / 100 + " s";
    }

    private static String advice(PortDiagnosis diagnosis) {
        return switch (diagnosis.cause()) {
            case LISTENER, CONNECTION -> adviceOnOwners(diagnosis);
            case OWN_LISTENER -> "Close the server that this JVM started earlier, and wait until it is closed.";
            case LINGERING ->
                "Wait: the kernel lets go within a minute. A server that sets SO_REUSEADDR before its"
                        + " bind need not wait for its own old connections.";
            case OWN_GUARD ->
                "If a bind failed, look what the test ends before it fails. For a server without SO_REUSEADDR set freeport.guard=off.";
            case RESERVED -> "Reserve a port of your own instead of using a fixed number.";
            case BOUND_ONLY ->
                diagnosis.owners().isEmpty()
                        ? "Look for a client or server that binds the port and goes no further."
                        : adviceOnOwners(diagnosis);
            case PRIVILEGED -> "Use a port from 1024 on.";
            case DENIED -> "Ask what forbids it (audit log, sandbox profile), or use another port.";
            case NONE -> "Nothing; a server can be bound to it.";
            case UNKNOWN -> "Look by hand: " + command(diagnosis);
        };
    }

    private static String command(PortDiagnosis diagnosis) {
        return "ss -H" + (isUdp(diagnosis) ? "u" : "t") + "anp 'sport = :" + diagnosis.port() + "'";
    }

    private static String adviceOnOwners(PortDiagnosis diagnosis) {
        if (diagnosis.owners().isEmpty()) {
            return "See who it is as root: " + command(diagnosis);
        }
        String what = switch (diagnosis.cause()) {
            case CONNECTION -> "connection";
            case BOUND_ONLY -> "socket";
            default -> "server";
        };
        List<OwnerProcess> others = new ArrayList<>(diagnosis.owners());
        if (others.removeIf(OwnerProcess::isThisJvm) && others.isEmpty()) {
            return "Close the " + what + "; this JVM has it open.";
        }
        return "End " + (others.size() == 1 ? "the process" : "the processes") + " (kill " + pids(others, " ") + ")"
                + (others.size() < diagnosis.owners().size() ? " and close the " + what + " of this JVM" : "")
                + ", or let this program use another port.";
    }
}
