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
        List<SocketInfo> own = servers.stream().filter(SocketInfo::isOfThisJvm).toList();
        for (SocketInfo row : servers) {
            if (!own.isEmpty() && own.stream().noneMatch(one -> isOfSameAddress(one, row))) {
                notes.add(whoReaches(row, own));
            }
        }
        return notes;
    }

    /** On an address of both, the kernel spreads the clients. */
    private static boolean isOfSameAddress(SocketInfo one, SocketInfo other) {
        return one.local().equals(other.local());
    }

    /** A server on an address gets its clients before one on all addresses, and IPv4 before IPv6 if both are on all. */
    private static String whoReaches(SocketInfo row, List<SocketInfo> own) {
        SocketInfo rival = own.stream()
                .filter(one -> one.local().getAddress().isAnyLocalAddress())
                .findFirst()
                .orElse(own.get(0));
        return "Clients that connect to " + address(row, rival, own) + " reach " + owners(List.of(row))
                + ", not the server of this JVM on " + AddressText.of(rival.local()) + ".";
    }

    private static String owners(List<SocketInfo> rows) {
        List<OwnerProcess> owners = new Snapshot(rows, List.of()).owners(row -> true);
        String unseen = rows.stream().anyMatch(row -> row.owners().isEmpty()) ? "another process" : "";
        return owners.isEmpty() ? unseen : OwnerText.named(owners) + (unseen.isEmpty() ? "" : " and " + unseen);
    }

    private static String address(SocketInfo row, SocketInfo rival, List<SocketInfo> own) {
        InetAddress address = row.local().getAddress();
        if (!address.isAnyLocalAddress()) {
            return AddressText.of(row.local());
        }
        if (!rival.local().getAddress().isAnyLocalAddress()) {
            return "any other address";
        }
        boolean isIpv6 = address instanceof Inet6Address;
        boolean hasOneOfThese = own.stream()
                .map(one -> one.local().getAddress())
                .anyMatch(one -> !one.isAnyLocalAddress() && one instanceof Inet6Address == isIpv6);
        return (hasOneOfThese ? "any other " : "an ") + (isIpv6 ? "IPv6" : "IPv4") + " address";
    }
}
