package dev.freeport.internal.failure;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.internal.text.AddressText;
import dev.freeport.internal.text.ExplanationLimits;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.util.Comparator;
import java.util.List;

/** The TCP servers of this host, by port, to be listed where a failure names no port; and what is not known of them. */
record ListeningProcesses(List<SocketInfo> rows, List<String> notes) {

    /** Reads those on other ports than these. */
    static ListeningProcesses besides(List<PortDiagnosis> known, SocketTable table) {
        Snapshot servers = table.readServers();
        List<SocketInfo> rows = servers.sockets().stream()
                .filter(row -> row.protocol() == Protocol.TCP && row.owned())
                .filter(row -> known.stream()
                        .noneMatch(diagnosis -> diagnosis.port() == row.local().getPort()))
                .sorted(Comparator.comparing((SocketInfo row) -> row.local().getPort()))
                .toList();
        return new ListeningProcesses(rows, servers.notes());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Writes a line for each, and why owners are hidden if some are. */
    void list(StringBuilder text) {
        rows.stream().limit(ExplanationLimits.SERVERS).forEach(row -> line(text, "listening", describe(row)));
        if (rows.size() > ExplanationLimits.SERVERS) {
            line(text, "", "and " + (rows.size() - ExplanationLimits.SERVERS) + " more");
        }
        if (rows.stream().anyMatch(row -> row.owners().isEmpty())) {
            notes.forEach(note -> line(text, "note", note));
        }
    }

    /** Writes a line in the layout of a diagnosis. */
    static void line(StringBuilder text, String label, String value) {
        text.append(String.format("%n  %-11s %s", label, value));
    }

    private static String describe(SocketInfo row) {
        String where = AddressText.of(row.local()) + ", ";
        if (row.owners().isEmpty()) {
            return where + "owner not found";
        }
        OwnerProcess owner = row.owners().get(0);
        String command = owner.command();
        return where + owner.label() + " "
                + (command.length() > ExplanationLimits.COMMAND
                        ? command.substring(0, ExplanationLimits.COMMAND) + "..."
                        : command);
    }
}
