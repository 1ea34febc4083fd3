package dev.freeport.diagnosis;

import dev.freeport.owner.SocketRow;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Servers that share a port number with one of this JVM, on other addresses: clients may reach the wrong one. */
final class Shadows {
    private Shadows() {}

    /** Says which clients reach another process; nothing if this JVM has no server among these, or the only ones. */
    static List<String> of(List<SocketRow> servers) {
        List<String> notes = new ArrayList<>();
        List<SocketRow> own = servers.stream().filter(SocketRow::isOfThisJvm).toList();
        if (own.isEmpty()) {
            return notes;
        }
        for (SocketRow row : servers) {
            if (!row.isOfThisJvm()) {
                notes.add("Clients that connect to " + address(row) + " reach "
                        + (row.owners().isEmpty() ? "another process" : OwnerText.named(row.owners()))
                        + ", not the server of this JVM on "
                        + SocketRow.text(own.get(0).local()) + ".");
            }
        }
        return notes;
    }

    private static String address(SocketRow row) {
        InetAddress address = row.local().getAddress();
        return address.isAnyLocalAddress() ? "any other address" : SocketRow.text(row.local());
    }
}
