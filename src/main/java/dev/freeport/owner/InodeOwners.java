package dev.freeport.owner;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Finds the processes that have sockets open, by the links in {@code /proc/<pid>/fd}. Reads the links and never follows
 * them: that would wait for a file system that is gone. What is found is seen by other threads while it goes on.
 */
final class InodeOwners {
    /** A process may have a million descriptors. */
    private static final int LINKS_BETWEEN_LOOKS_AT_THE_CLOCK = 64;

    private final Path proc;
    private final Search search;
    private final Deadline deadline;
    private final Map<Path, Long> wanted = new HashMap<>();
    private final Set<Integer> uids = new HashSet<>();
    private final Map<Long, List<Long>> pids = new ConcurrentHashMap<>();
    // Written by one thread only.
    private volatile int all;
    private volatile int looked;
    private volatile int unreadable;
    private volatile boolean done;

    InodeOwners(Path proc, Collection<KernelSocket> sockets, Search search) {
        this.proc = proc;
        this.search = search;
        this.deadline = search.deadline().earlier();
        for (KernelSocket socket : sockets) {
            if (socket.owned()) {
                // As a path, so that no link need become a text to be compared.
                wanted.put(proc.getFileSystem().getPath("socket:[" + socket.inode() + "]"), socket.inode());
                uids.add((int) socket.uid());
            }
        }
    }

    /**
     * Looks through the processes: this JVM, the suspects, those of the users who opened the sockets, the others.
     *
     * @throws IOException if the processes cannot be listed
     */
    void lookThroughAll() throws IOException {
        Set<Long> ordered = search.inOrder(list());
        all = ordered.size();
        int first = 1 + search.suspects().size();
        List<Long> last = new ArrayList<>();
        for (long pid : ordered) {
            if (first-- > 0 || isOfTheirUsers(pid)) {
                lookThrough(pid);
            } else {
                last.add(pid);
            }
        }
        last.forEach(this::lookThrough);
        done = true;
    }

    /** Returns the processes that have a socket open, in the order in which they were found. */
    List<Long> of(long inode) {
        return List.copyOf(pids.getOrDefault(inode, List.of()));
    }

    /** Returns how many processes do not let themselves be looked into. */
    int unreadable() {
        return unreadable;
    }

    boolean isCutShort() {
        return !wanted.isEmpty() && (!done || looked < all);
    }

    String note() {
        return search.cutShort(looked, all);
    }

    private Set<Long> list() throws IOException {
        Set<Long> listed = new LinkedHashSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                listed.add(Long.parseLong(process.getFileName().toString()));
            }
        } catch (DirectoryIteratorException | NumberFormatException broken) {
            throw new IOException(broken);
        }
        return listed;
    }

    private boolean isOfTheirUsers(long pid) {
        try {
            return !deadline.isOver() && uids.contains(Files.getAttribute(process(pid), "unix:uid"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private void lookThrough(long pid) {
        if (deadline.isOver()) {
            return;
        }
        try (DirectoryStream<Path> links = Files.newDirectoryStream(process(pid).resolve("fd"))) {
            int seen = 0;
            int missing = wanted.size();
            for (Path link : links) {
                Long inode = wanted.get(target(link));
                if (inode != null && add(inode, pid) && --missing == 0) {
                    break;
                }
                if (++seen % LINKS_BETWEEN_LOOKS_AT_THE_CLOCK == 0 && deadline.isOver()) {
                    return;
                }
            }
        } catch (NoSuchFileException ended) {
            // one process less
        } catch (IOException | DirectoryIteratorException denied) {
            unreadable++;
        }
        looked++;
    }

    /** Returns whether the process was not known to have the socket. */
    private boolean add(long inode, long pid) {
        List<Long> owners = pids.computeIfAbsent(inode, none -> new CopyOnWriteArrayList<>());
        if (!owners.isEmpty() && owners.get(owners.size() - 1) == pid) {
            return false;
        }
        return owners.add(pid);
    }

    private Path process(long pid) {
        return proc.resolve(Long.toString(pid));
    }

    /** Returns what a descriptor is of; the link itself if it is closed meanwhile, or none. */
    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException closedMeanwhile) {
            return link;
        }
    }
}
