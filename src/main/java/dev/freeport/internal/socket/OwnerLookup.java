package dev.freeport.internal.socket;

import dev.freeport.internal.process.DetachedTask;
import dev.freeport.internal.process.DockerProxy;
import dev.freeport.internal.process.ProcFacts;
import dev.freeport.internal.process.ProcProcess;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.process.UserNames;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Finds out on Linux who has sockets open, and who that is, as far as it can be done in time. */
final class OwnerLookup {
    /** So many processes that may have a socket are named. */
    private static final int FEW = 3;

    private final Path proc;
    private final List<KernelSocket> sockets;
    private final ProcessScan search;
    private final InodeOwners owners;

    // What follows is read while the thread that writes it may still be at work.
    private final Map<Long, OwnerProcess> facts = new ConcurrentHashMap<>();
    private volatile List<DockerProxy.Forwarding> proxies = List.of();

    private OwnerLookup(Path proc, List<KernelSocket> sockets, ProcessScan search) {
        this.proc = proc;
        this.sockets = List.copyOf(sockets);
        this.search = search;
        this.owners = new InodeOwners(proc, sockets, search);
    }

    /** Returns the sockets with their owners. */
    static Snapshot lookUp(Path proc, List<KernelSocket> sockets, List<String> notes, ProcessScan search) {
        OwnerLookup lookup = new OwnerLookup(proc, sockets, search);
        List<String> all = new ArrayList<>(notes);
        if (sockets.stream().anyMatch(KernelSocket::owned)) {
            try {
                lookup.owners.lookThroughAll();
                DetachedTask.run(lookup::describe, search.deadline());
            } catch (IOException unlisted) {
                all.add(proc + " could not be listed, so the owners are not known: " + unlisted.getMessage());
                return new Snapshot(lookup.rows(), List.copyOf(all));
            }
        }
        List<SocketInfo> rows = lookup.rows();
        lookup.whatIsNotKnown(rows).forEach(all::add);
        return new Snapshot(rows, List.copyOf(all));
    }

    /** Finds out who the owners are. */
    private void describe() {
        if (!owners.unreadable().isEmpty() && sockets.stream().anyMatch(this::isUnseenServer)) {
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
                        .filter(proxy ->
                                proxy.isOf(socket.protocol(), socket.local().getPort()))
                        .map(DockerProxy.Forwarding::pid)
                        .toList()
                : owners.of(socket.inode());
    }

    private List<SocketInfo> rows() {
        List<SocketInfo> rows = new ArrayList<>();
        for (KernelSocket socket : sockets) {
            rows.add(socket.ownedBy(pids(socket).stream().map(this::owner).toList()));
        }
        return List.copyOf(rows);
    }

    private OwnerProcess owner(long pid) {
        OwnerProcess owner = facts.get(pid);
        return owner != null ? owner : ProcessDetails.unknown(pid);
    }

    private List<String> whatIsNotKnown(List<SocketInfo> rows) {
        List<String> notes = new ArrayList<>();
        if (owners.isCutShort()) {
            notes.add(owners.note());
        } else {
            whyNotSeen(rows).ifPresent(notes::add);
        }
        String nameless = sockets.stream()
                .flatMap(socket -> pids(socket).stream())
                .distinct()
                .filter(pid -> !facts.containsKey(pid))
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        if (!nameless.isEmpty()) {
            notes.add("Command line, user and start of pid " + nameless + " were not to be had within "
                    + search.deadline() + ".");
        }
        return notes;
    }

    private Optional<String> whyNotSeen(List<SocketInfo> rows) {
        List<SocketInfo> unseen = rows.stream()
                .filter(row -> row.owned() && row.owners().isEmpty())
                .toList();
        if (unseen.isEmpty()) {
            return Optional.empty();
        }
        if (owners.unreadable().isEmpty()) {
            return Optional.of(
                    "No process that is visible here has the socket open: its owner is outside this container, or hands"
                            + " the socket over just now.");
        }
        String users = unseen.stream()
                .flatMap(row -> row.uid().stream().boxed())
                .distinct()
                .map(uid -> UserNames.describe(Path.of("/etc/passwd"), uid))
                .collect(Collectors.joining(", "));
        return Optional.of("The socket was opened by user " + users + ". Its owner is " + unreadable()
                + " whose open files this user may not read (as root with CAP_SYS_PTRACE, 'ss -Htanp' shows them), or"
                + " outside this container, or hands the socket over just now.");
    }

    /** Names the processes that may be the owner, if they are few. */
    private String unreadable() {
        Set<Long> pids = owners.unreadable();
        if (pids.size() > FEW) {
            return "among the " + pids.size() + " processes";
        }
        return "perhaps "
                + pids.stream()
                        .map(pid -> "pid " + pid + " " + new ProcProcess(proc, pid).name())
                        .collect(Collectors.joining(" or "))
                + ",";
    }
}
