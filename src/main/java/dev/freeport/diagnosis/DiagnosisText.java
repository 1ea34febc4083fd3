package dev.freeport.diagnosis;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
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
                port + " is reserved by "
                        + diagnosis.reservedBy().map(by -> reserver(by.pid())).orElse("another JVM") + ".";
            case CLOSED -> port + " is held closed by " + reservedBy(diagnosis) + ", so that nobody can listen on it.";
            case OCCUPIED -> port + " is occupied on purpose by " + occupier(diagnosis) + ".";
            case BOUND_ONLY ->
                diagnosis.sockets().stream().anyMatch(row -> row.state() == SocketState.BOUND)
                        ? port + " is taken: " + owners + " it without listening."
                        : port + " is taken by a socket that does not listen; the system does not show whose.";
            case DENIED -> port + " is denied to this JVM by the system.";
            case PRIVILEGED -> port + " may be bound by privileged processes only.";
            case EXCLUDED -> port + " is excluded by the system; no process need have it.";
            case NOT_LOCAL -> "This host has no address " + address(diagnosis) + ".";
            case NO_FAMILY -> "This JVM has no addresses of IPv6, such as " + address(diagnosis) + ".";
            case NO_DESCRIPTOR -> "This JVM can open no more sockets.";
            case GONE -> port + " is free again now.";
            case NONE -> port + " is free now.";
            case UNKNOWN -> port + " could not be explained.";
        };
    }

    private static String reservedBy(PortDiagnosis diagnosis) {
        return diagnosis.reservedBy().map(by -> ProcessIdentity.label(by.pid())).orElse("another JVM");
    }

    private static String occupier(PortDiagnosis diagnosis) {
        return diagnosis.owners().isEmpty() ? reservedBy(diagnosis) : OwnerText.named(diagnosis.owners());
    }

    static boolean isUdp(PortDiagnosis diagnosis) {
        return diagnosis.protocol() == Protocol.UDP;
    }

    private static String owners(PortDiagnosis diagnosis) {
        List<OwnerProcess> owners = diagnosis.owners();
        String who = owners.isEmpty() ? "a process that is not visible from here" : OwnerText.named(owners);
        boolean one = owners.size() <= 1;
        return who
                + switch (diagnosis.cause()) {
                    case CONNECTION -> one ? " uses" : " use";
                    case BOUND_ONLY -> one ? " has bound" : " have bound";
                    default -> one ? " listens" : " listen";
                };
    }

    static String render(PortDiagnosis diagnosis) {
        StringBuilder text = new StringBuilder(headline(diagnosis));
        wanted(diagnosis).ifPresent(wanted -> line(text, "wanted", wanted));
        for (OwnerProcess owner : diagnosis.owners()) {
            line(text, "process", OwnerText.describe(owner));
            OwnerText.command(owner).ifPresent(command -> line(text, "", command));
            OwnerText.surroundings(owner).ifPresent(surroundings -> line(text, "", surroundings));
        }
        diagnosis.sockets().stream().limit(MOST_SOCKETS).forEach(row -> line(text, "socket", describe(row, diagnosis)));
        if (diagnosis.sockets().size() > MOST_SOCKETS) {
            line(text, "", "and " + (diagnosis.sockets().size() - MOST_SOCKETS) + " more");
        }
        diagnosis
                .reservedBy()
                .filter(by -> !isWhatFailed(diagnosis, by))
                .ifPresent(by -> line(text, "reserved", describe(by)));
        diagnosis.previouslyReservedBy().ifPresent(by -> line(text, "before", describe(by)));
        if (diagnosis.cause() != Cause.NONE) {
            line(
                    text,
                    "cause",
                    diagnosis.certainty().prefix() + diagnosis.cause().text(diagnosis.attempt()));
        }
        if (!diagnosis.evidence().isEmpty()) {
            line(text, "evidence", String.join("; ", diagnosis.evidence()));
        }
        diagnosis.notes().forEach(note -> line(text, "note", note));
        line(text, "what to do", Advice.on(diagnosis));
        return text.toString();
    }

    /** Names the owners of a socket where they are not simply those named before. */
    private static String describe(SocketInfo row, PortDiagnosis diagnosis) {
        if (Set.copyOf(row.owners()).equals(Set.copyOf(diagnosis.owners()))) {
            return row.toString();
        }
        if (row.owners().isEmpty()) {
            return row + (row.owned() ? ", of a process that is not visible from here" : ", of no process");
        }
        return row + ", of " + OwnerText.named(row.owners());
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(String.format("%n  %-11s %s", label, value));
    }

    /** Says which address was wanted, and for what this JVM wanted the port, as far as that is known. */
    private static Optional<String> wanted(PortDiagnosis diagnosis) {
        StringJoiner parts = new StringJoiner(", ");
        diagnosis
                .attempt()
                .address()
                .ifPresent(known -> parts.add(AddressText.of(diagnosis.attempt().toBind())));
        diagnosis.reservedBy().filter(by -> isWhatFailed(diagnosis, by)).ifPresent(by -> parts.add(describe(by)));
        return parts.length() == 0 ? Optional.empty() : Optional.of(parts.toString());
    }

    /** Whether it was for a reservation of this JVM that a bind failed. */
    private static boolean isWhatFailed(PortDiagnosis diagnosis, PortDiagnosis.ReservedBy by) {
        return diagnosis.attempt().failed()
                && diagnosis.cause() != Cause.CLOSED
                && diagnosis.cause() != Cause.OCCUPIED
                && by.pid() == ProcessHandle.current().pid();
    }

    private static String address(PortDiagnosis diagnosis) {
        return diagnosis.attempt().address().map(AddressText::of).orElse("");
    }

    private static String describe(PortDiagnosis.ReservedBy by) {
        return "by " + who(by.pid()) + " for " + by.purpose() + ", at " + OwnerText.seconds(by.since());
    }

    private static String describe(PortDiagnosis.PreviouslyReservedBy by) {
        return "reserved by " + who(by.pid()) + " for " + by.purpose()
                + (by.released()
                        ? ", which released it at " + OwnerText.seconds(by.at())
                        : " at " + OwnerText.seconds(by.at()) + ", which has ended");
    }

    /** This JVM is another one if it has reserved the port by other classes of this library. */
    private static String reserver(long pid) {
        return pid == ProcessHandle.current().pid()
                ? ProcessIdentity.label(pid) + ", through another class loader"
                : "another JVM: pid " + pid;
    }

    private static String who(long pid) {
        return pid == ProcessHandle.current().pid() ? "this JVM" : "pid " + pid;
    }
}
