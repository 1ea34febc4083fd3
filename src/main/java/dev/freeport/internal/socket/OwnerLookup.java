package dev.freeport.internal.socket;

import dev.freeport.internal.process.DetachedTask;
import dev.freeport.internal.process.DockerProxy;
import dev.freeport.internal.process.ProcFacts;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.process.ProcessView;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Finds the owners of sockets on Linux, and describes them, until a deadline. */
final class OwnerLookup {
    /** Whether this JVM has described a process. */
    private static volatile boolean loaded;

    private final Path proc;
    private final List<KernelSocket> sockets;
    private final ProcessScan search;
    private final InodeOwners owners;

    // Read while the thread that writes them may still run.
    private final Map<Long, OwnerProcess> facts = new ConcurrentHashMap<>();
    private volatile List<DockerProxy.Forwarding> proxies = List.of();

    private OwnerLookup(Path proc, List<KernelSocket> sockets, ProcessScan search) {
        this.proc = proc;
        this.sockets = List.copyOf(sockets);
        this.search = search;
        this.owners = new InodeOwners(proc, sockets, search);
    }

    static Snapshot lookUp(Path proc, List<KernelSocket> sockets, ReadingNotes notes, ProcessScan search) {
        OwnerLookup lookup = new OwnerLookup(proc, sockets, search);
        if (sockets.stream().anyMatch(KernelSocket::owned)) {
            try {
                lookup.owners.searchAll();
                lookup.describeThisJvm();
                DetachedTask.run(lookup::describe, search.deadline());
            } catch (IOException unlisted) {
                notes.add("The owners are unknown, as " + proc + " could not be listed: " + unlisted.getMessage());
                return notes.of(lookup.rows());
            }
        }
        List<SocketInfo> rows = lookup.rows();
        lookup.addUnknowns(rows, notes);
        return notes.of(rows);
    }

    /** Describes this JVM, which always answers, outside the deadline; once even if it owns nothing, to load classes. */
    private void describeThisJvm() {
        long self = ProcessIdentity.current().pid();
        boolean isOwner = sockets.stream().anyMatch(socket -> pids(socket).contains(self));
        if (isOwner || !loaded) {
            long start = search.deadline().now();
            facts.put(self, ProcFacts.of(proc, self));
            loaded = true;
            search.deadline().exemptSince(start);
        }
    }

    private void describe() {
        if (!owners.unreadable().isEmpty() && sockets.stream().anyMatch(this::isInvisibleServer)) {
            proxies = DockerProxy.findAll(proc, search.deadline());
        }
        for (KernelSocket socket : sockets) {
            for (long pid : pids(socket)) {
                if (!facts.containsKey(pid) && !search.deadline().isOver()) {
                    facts.put(pid, ProcFacts.of(proc, pid));
                    search.deadline().step();
                }
            }
        }
    }

    private boolean isInvisibleServer(KernelSocket socket) {
        return socket.owned() && socket.serves() && owners.of(socket.inode()).isEmpty();
    }

    /** Returns the visible owners; if there is none, the proxy that forwards the port. */
    private List<Long> pids(KernelSocket socket) {
        return isInvisibleServer(socket)
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

    private void addUnknowns(List<SocketInfo> rows, ReadingNotes notes) {
        if (owners.isCutShort()) {
            notes.addCutShort(owners.note());
        } else {
            whyInvisible(rows).ifPresent(notes::add);
        }
        String nameless = sockets.stream()
                .flatMap(socket -> pids(socket).stream())
                .distinct()
                .filter(pid -> !facts.containsKey(pid))
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        if (!nameless.isEmpty()) {
            notes.add("Command line, user and start of pid " + nameless + " could not be read within "
                    + search.deadline() + ".");
        }
    }

    private Optional<String> whyInvisible(List<SocketInfo> rows) {
        List<SocketInfo> unseen = rows.stream()
                .filter(row -> row.owned() && row.owners().isEmpty())
                .toList();
        if (unseen.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new InvisibleOwners(proc, ProcessView.current(), owners.unreadable()).why(unseen, rows));
    }
}
