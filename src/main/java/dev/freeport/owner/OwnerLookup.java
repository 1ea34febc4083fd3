package dev.freeport.owner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Finds out on Linux who has sockets open, and who that is, as far as it can be done in time. */
final class OwnerLookup {
    private final Path proc;
    private final List<KernelSocket> sockets;
    private final Search search;
    private final InodeOwners owners;

    // What follows is read while the thread that writes it may still be at work.
    private final Map<Long, OwnerProcess> facts = new ConcurrentHashMap<>();
    private volatile List<DockerProxy.Forwarding> proxies = List.of();
    private volatile String broken = "";

    private OwnerLookup(Path proc, List<KernelSocket> sockets, Search search) {
        this.proc = proc;
        this.sockets = List.copyOf(sockets);
        this.search = search;
        this.owners = new InodeOwners(proc, sockets, search);
    }

    /** Returns the sockets with their owners. */
    static Snapshot lookUp(Path proc, List<KernelSocket> sockets, List<String> notes, Search search) {
        OwnerLookup lookup = new OwnerLookup(proc, sockets, search);
        if (sockets.stream().anyMatch(KernelSocket::owned)) {
            SideThread.run(lookup::run, search.deadline());
        }
        return lookup.snapshot(notes);
    }

    private void run() {
        try {
            owners.lookThroughAll();
        } catch (IOException unlisted) {
            broken = proc + " could not be listed, so the owners are not known: " + unlisted.getMessage();
            return;
        }
        if (owners.unreadable() > 0 && sockets.stream().anyMatch(this::isUnseenServer)) {
            proxies = DockerProxy.findAll(proc, search.deadline());
        }
        for (KernelSocket socket : sockets) {
            for (long pid : pids(socket)) {
                if (!facts.containsKey(pid) && !search.deadline().isOver()) {
                    facts.put(pid, ProcFacts.of(proc, pid));
                }
            }
        }
    }

    private boolean isUnseenServer(KernelSocket socket) {
        return socket.owned() && socket.serves() && owners.of(socket.inode()).isEmpty();
    }

    /** Returns the owners that are seen; failing that, who says that he has the port. */
    private List<Long> pids(KernelSocket socket) {
        return isUnseenServer(socket)
                ? proxies.stream()
                        .filter(proxy -> proxy.isOf(socket))
                        .map(DockerProxy.Forwarding::pid)
                        .toList()
                : owners.of(socket.inode());
    }

    private Snapshot snapshot(List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        List<SocketRow> rows = new ArrayList<>();
        Set<Long> nameless = new LinkedHashSet<>();
        for (KernelSocket socket : sockets) {
            List<OwnerProcess> found = new ArrayList<>();
            for (long pid : pids(socket)) {
                OwnerProcess owner = facts.get(pid);
                if (owner == null) {
                    nameless.add(pid);
                }
                found.add(owner != null ? owner : OwnerProcess.unknown(pid));
            }
            rows.add(socket.ownedBy(List.copyOf(found)));
        }
        if (!broken.isEmpty()) {
            all.add(broken);
        } else if (owners.isCutShort()) {
            all.add(owners.note());
        } else {
            whyNotSeen(rows).ifPresent(all::add);
        }
        if (!nameless.isEmpty()) {
            all.add("Who " + (nameless.size() == 1 ? "process " : "processes ")
                    + nameless.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + (nameless.size() == 1 ? " is" : " are") + " could not be found out within " + search.deadline()
                    + ".");
        }
        return new Snapshot(List.copyOf(rows), List.copyOf(all));
    }

    private Optional<String> whyNotSeen(List<SocketRow> rows) {
        List<SocketRow> unseen = rows.stream()
                .filter(row -> row.owned() && row.owners().isEmpty())
                .toList();
        if (unseen.isEmpty()) {
            return Optional.empty();
        }
        if (owners.unreadable() == 0) {
            return Optional.of(
                    "No process that is visible here has the socket open: its owner is outside this container, or hands"
                            + " the socket over just now.");
        }
        String users = unseen.stream()
                .flatMap(row -> row.uid().stream().boxed())
                .distinct()
                .map(uid -> UserNames.describe(Path.of("/etc/passwd"), uid))
                .collect(Collectors.joining(", "));
        return Optional.of("The socket was opened by user " + users + "; the open files of " + owners.unreadable()
                + " processes are not readable for this user, but as root 'ss -Htanp' shows them.");
    }
}
