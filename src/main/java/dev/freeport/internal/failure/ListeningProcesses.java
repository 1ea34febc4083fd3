package dev.freeport.internal.failure;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.internal.text.AddressText;
import dev.freeport.internal.text.ExplanationLimits;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The TCP servers of this host, the likely ones first, for a failure that names no port; and what is not known of them. */
record ListeningProcesses(List<Suspect> suspects, List<String> notes) {

    /** A server, and why it may be the one that a bind has met. */
    record Suspect(SocketInfo row, Suspicion suspicion) {
        int port() {
            return row.local().getPort();
        }

        boolean isLikely() {
            return suspicion != Suspicion.NONE;
        }
    }

    /** Reads those on other ports than these. */
    static ListeningProcesses besides(List<PortDiagnosis> known, SocketTable table, CodeNumbers code) {
        Snapshot servers = table.readServers();
        List<Suspect> suspects = new ArrayList<>();
        for (SocketInfo row : servers.sockets()) {
            if (row.protocol() == Protocol.TCP
                    && row.owned()
                    && known.stream().noneMatch(own -> own.port() == row.local().getPort())) {
                suspects.add(new Suspect(row, Suspicion.of(row, code)));
            }
        }
        suspects.sort(Comparator.comparing(Suspect::suspicion).thenComparing(Suspect::port));
        return new ListeningProcesses(List.copyOf(suspects), servers.notes());
    }

    boolean isEmpty() {
        return suspects.isEmpty();
    }

    boolean hasLikely() {
        return suspects.stream().anyMatch(Suspect::isLikely);
    }

    boolean hasOneInCode() {
        return suspects.stream().anyMatch(suspect -> suspect.suspicion() == Suspicion.IN_CODE);
    }

    /** Counts the ports on which they listen. */
    int ports() {
        return (int) suspects.stream().map(Suspect::port).distinct().count();
    }

    /** Returns the server that is suspected more than all others, if there is one; it may have several sockets. */
    Optional<Suspect> probable() {
        if (suspects.isEmpty() || !suspects.get(0).isLikely()) {
            return Optional.empty();
        }
        Suspect first = suspects.get(0);
        return suspects.stream()
                        .allMatch(other -> other.port() == first.port() || other.suspicion() != first.suspicion())
                ? Optional.of(first)
                : Optional.empty();
    }

    /**
     * Writes a line for each likely server, and for others up to a number of all; the rest is counted. Says why owners are
     * hidden if they may matter.
     */
    void list(StringBuilder text, int others) {
        int likely = (int) suspects.stream().filter(Suspect::isLikely).count();
        int shown = Math.min(suspects.size(), Math.max(likely, others));
        suspects.stream().limit(shown).forEach(suspect -> line(text, "listening", describe(suspect.row())));
        if (suspects.size() > shown) {
            line(text, "", "and " + (suspects.size() - shown) + " more");
        }
        if (likely == 0
                && suspects.stream().anyMatch(suspect -> suspect.row().owners().isEmpty())) {
            notes.forEach(note -> line(text, "note", note));
        }
    }

    /** Writes a line in the layout of a diagnosis. */
    static void line(StringBuilder text, String label, String value) {
        text.append(String.format("%n  %-11s %s", label, value));
    }

    /** Returns such as {@code pid 4711, another test JVM of this build (module shop), listens on it.} */
    static String listens(SocketInfo row) {
        if (row.owners().isEmpty()) {
            return "a process that was not found listens on it.";
        }
        OwnerProcess owner = row.owners().get(0);
        if (owner.isThisJvm() || owner.kind() == OwnerKind.OTHER) {
            return owner.label() + " listens on it.";
        }
        return owner.label() + ", " + owner.kind().text() + module(owner) + ", listens on it.";
    }

    private static String module(OwnerProcess owner) {
        boolean isFork = owner.kind() == OwnerKind.SIBLING_FORK || owner.kind() == OwnerKind.LEFTOVER_FORK;
        return owner.directory()
                .filter(directory -> isFork)
                .map(directory -> new File(directory).getName())
                .filter(name -> !name.isEmpty())
                .map(name -> " (module " + name + ")")
                .orElse("");
    }

    private static String describe(SocketInfo row) {
        String where = AddressText.of(row.local()) + ", ";
        if (row.owners().isEmpty()) {
            return where + "owner not found";
        }
        OwnerProcess owner = row.owners().get(0);
        if (owner.isThisJvm()) {
            return where + owner.label();
        }
        String command = owner.command();
        return where + owner.label() + " "
                + (command.length() > ExplanationLimits.COMMAND
                        ? command.substring(0, ExplanationLimits.COMMAND) + "..."
                        : command);
    }
}
