package dev.freeport.failure;

import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketRow;
import dev.freeport.owner.SocketTable;
import dev.freeport.stack.Protocol;
import java.util.Comparator;
import java.util.List;

/** Names those who listen on this host, for a failed bind that does not say which port it was about. */
final class Servers {
    private static final int MOST = 12;
    private static final int LONGEST_COMMAND = 80;

    private Servers() {}

    /** Returns a text to be read; an empty one if nobody listens, or nobody can be seen. */
    static String text(SocketTable table) {
        List<SocketRow> rows = table.readServers().sockets().stream()
                .filter(row -> row.protocol() == Protocol.TCP && !row.owners().isEmpty())
                .sorted(Comparator.comparing((SocketRow row) -> row.local().getPort()))
                .toList();
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("A port is taken, and the failure does not name it. It may be one of"
                + " those on which processes listen now:");
        for (SocketRow row : rows.subList(0, Math.min(MOST, rows.size()))) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(row)
                    .append(", ")
                    .append(describe(row.owners().get(0)));
        }
        if (rows.size() > MOST) {
            text.append(System.lineSeparator())
                    .append("  and ")
                    .append(rows.size() - MOST)
                    .append(" more");
        }
        return text.toString();
    }

    private static String describe(OwnerProcess owner) {
        String command = owner.command();
        return owner.label() + " "
                + (command.length() > LONGEST_COMMAND ? command.substring(0, LONGEST_COMMAND) + "..." : command);
    }
}
