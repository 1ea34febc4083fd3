package dev.freeport.diagnosis;

import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.SocketInfo;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Servers that share a port number with one of this JVM, on other addresses: clients may reach the wrong one. */
final class ShadowedListeners {
    private ShadowedListeners() {}

    /** Says which clients reach another process; nothing if this JVM has no server among these, or the only ones. */
    static List<String> of(List<SocketInfo> servers) {
        List<String> notes = new ArrayList<>();
        List<SocketInfo> own = servers.stream().filter(SocketInfo::isOfThisJvm).toList();
        if (own.isEmpty()) {
            return notes;
        }
        for (SocketInfo row : servers) {
            if (!row.isOfThisJvm()) {
                notes.add("Clients that connect to " + address(row) + " reach "
                        + (row.owners().isEmpty() ? "another process" : OwnerText.named(row.owners()))
                        + ", not the server of this JVM on "
                        + AddressText.of(own.get(0).local()) + ".");
            }
        }
        return notes;
    }

    private static String address(SocketInfo row) {
        InetAddress address = row.local().getAddress();
        return address.isAnyLocalAddress() ? "any other address" : AddressText.of(row.local());
    }
}
