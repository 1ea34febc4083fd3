package dev.freeport.diagnosis;

import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Servers that share a port number: clients may reach the wrong one. */
final class SharedClients {
    private SharedClients() {}

    /** Says which servers share their clients, and which clients reach another process than this JVM. */
    static List<String> of(List<SocketInfo> servers) {
        List<String> notes = new ArrayList<>();
        Map<InetAddress, List<SocketInfo>> byAddress = new LinkedHashMap<>();
        for (SocketInfo row : servers) {
            byAddress
                    .computeIfAbsent(row.local().getAddress(), address -> new ArrayList<>())
                    .add(row);
        }
        for (List<SocketInfo> rows : byAddress.values()) {
            if (rows.stream()
                            .anyMatch(row -> Collections.disjoint(
                                    row.owners(), rows.get(0).owners()))
                    && rows.size() > 1) {
                notes.add("The kernel spreads clients of "
                        + AddressText.of(rows.get(0).local()) + " over " + owners(rows) + " (SO_REUSEPORT).");
            }
        }
        servers.stream().filter(SocketInfo::isOfThisJvm).findFirst().ifPresent(own -> addOthers(servers, own, notes));
        return notes;
    }

    private static void addOthers(List<SocketInfo> servers, SocketInfo own, List<String> notes) {
        for (SocketInfo row : servers) {
            if (!row.isOfThisJvm() && !row.local().equals(own.local())) {
                notes.add("Clients that connect to " + address(row, own) + " reach " + owners(List.of(row))
                        + ", not the server of this JVM on " + AddressText.of(own.local()) + ".");
            }
        }
    }

    private static String owners(List<SocketInfo> rows) {
        List<OwnerProcess> owners = new Snapshot(rows, List.of()).owners(row -> true);
        String unseen = rows.stream().anyMatch(row -> row.owners().isEmpty()) ? "another process" : "";
        return owners.isEmpty() ? unseen : OwnerText.named(owners) + (unseen.isEmpty() ? "" : " and " + unseen);
    }

    private static String address(SocketInfo row, SocketInfo own) {
        InetAddress address = row.local().getAddress();
        if (!address.isAnyLocalAddress()) {
            return AddressText.of(row.local());
        }
        return own.local().getAddress().isAnyLocalAddress()
                ? "an " + (address instanceof Inet6Address ? "IPv6" : "IPv4") + " address"
                : "any other address";
    }
}
