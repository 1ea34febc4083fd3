package dev.freeport.failure;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.util.Comparator;
import java.util.List;

/**
 * The TCP servers of this host, to be listed where nobody says which port a failure is about.
 *
 * @param rows their sockets, by port
 * @param notes what could not be found out about them
 */
record ListeningProcesses(List<SocketInfo> rows, List<String> notes) {
    private static final int MOST = 12;
    private static final int LONGEST_COMMAND = 80;

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
        rows.stream().limit(MOST).forEach(row -> line(text, "listening", describe(row)));
        if (rows.size() > MOST) {
            line(text, "", "and " + (rows.size() - MOST) + " more");
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
            return where + "a process that is not visible from here";
        }
        OwnerProcess owner = row.owners().get(0);
        String command = owner.command();
        return where + owner.label() + " "
                + (command.length() > LONGEST_COMMAND ? command.substring(0, LONGEST_COMMAND) + "..." : command);
    }
}
