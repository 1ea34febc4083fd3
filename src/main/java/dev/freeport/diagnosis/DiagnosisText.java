package dev.freeport.diagnosis;

import dev.freeport.internal.registry.BuildPurpose;
import dev.freeport.internal.text.AddressText;
import dev.freeport.internal.text.ExplanationLimits;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.util.Set;
import java.util.StringJoiner;

/** The one layout of a diagnosis. */
final class DiagnosisText {
    private final PortDiagnosis found;
    private final StringBuilder text = new StringBuilder();

    DiagnosisText(PortDiagnosis found) {
        this.found = found;
    }

    String render() {
        CauseText cause = found.text();
        text.append(cause.headline());
        wanted();
        for (OwnerProcess owner : found.owners()) {
            if (owner.isThisJvm()) {
                continue;
            }
            line("process", OwnerText.describe(owner));
            OwnerText.command(owner).ifPresent(command -> line("", command));
            OwnerText.surroundings(owner).ifPresent(surroundings -> line("", surroundings));
        }
        sockets();
        found.reservedBy().filter(by -> !isWhatFailed(by)).ifPresent(by -> line("reserved", describe(by)));
        found.previouslyReservedBy().ifPresent(by -> line("before", describe(by)));
        if (found.cause() != Cause.NONE) {
            line("cause", found.certainty().prefix() + cause.explanation());
        }
        if (!found.evidence().isEmpty()) {
            line("evidence", String.join("; ", found.evidence()));
        }
        found.notes().forEach(note -> line("note", note));
        line("what to do", cause.advice());
        return text.toString();
    }

    private void line(String label, String value) {
        text.append(String.format("%n  %-11s %s", label, value));
    }

    /** Says which address was wanted, and for what this JVM wanted the port, as far as that is known. */
    private void wanted() {
        StringJoiner parts = new StringJoiner(", ");
        found.attempt()
                .address()
                .ifPresent(known -> parts.add(AddressText.of(found.attempt().toBind())));
        found.reservedBy().filter(this::isWhatFailed).ifPresent(by -> parts.add(describe(by)));
        if (parts.length() > 0) {
            line("wanted", parts.toString());
        }
    }

    /** Whether it was for a reservation of this JVM that a bind failed. */
    private boolean isWhatFailed(PortDiagnosis.ReservedBy by) {
        return found.attempt().failed()
                && found.cause() != Cause.CLOSED
                && found.cause() != Cause.OCCUPIED
                && by.pid() == ProcessHandle.current().pid();
    }

    private void sockets() {
        found.sockets().stream().limit(ExplanationLimits.SOCKETS).forEach(row -> line("socket", describe(row)));
        if (found.sockets().size() > ExplanationLimits.SOCKETS) {
            line("", "and " + (found.sockets().size() - ExplanationLimits.SOCKETS) + " more");
        }
    }

    /** Names the owners of a socket where they are not simply those named before. */
    private String describe(SocketInfo row) {
        if (Set.copyOf(row.owners()).equals(Set.copyOf(found.owners()))) {
            return row.toString();
        }
        if (!row.owners().isEmpty()) {
            return row + ", of " + OwnerText.named(row.owners());
        }
        return row + (row.owned() ? ", owner not found" : ", of no process");
    }

    private static String describe(PortDiagnosis.ReservedBy by) {
        return "by "
                + BuildPurpose.ofThisBuild(by.pid(), by.purpose())
                        .orElseGet(() -> who(by.pid()) + " for " + by.purpose())
                + ", at " + OwnerText.seconds(by.since());
    }

    private static String describe(PortDiagnosis.PreviouslyReservedBy by) {
        return "reserved by " + who(by.pid()) + " for " + by.purpose()
                + (by.released()
                        ? ", which released it at " + OwnerText.seconds(by.at())
                        : " at " + OwnerText.seconds(by.at()) + ", which has ended");
    }

    private static String who(long pid) {
        return pid == ProcessHandle.current().pid() ? "this JVM" : "pid " + pid;
    }
}
