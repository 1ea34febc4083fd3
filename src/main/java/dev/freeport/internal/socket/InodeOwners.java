package dev.freeport.internal.socket;

import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.process.DetachedTask;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the processes that have sockets open, by the links in {@code /proc/<pid>/fd}. Reads the links and never follows
 * them: that could wait for a file system that is gone. Other threads see the results while the search goes on.
 */
final class InodeOwners {
    /** A process may have a million descriptors. */
    private static final int LINKS_BETWEEN_DEADLINE_CHECKS = 64;

    /** So few processes are searched before another thread has started. */
    private static final int FEW = 32;

    private final Path proc;
    private final ProcessScan search;
    private final Deadline deadline;
    private final Map<Path, Long> wanted = new HashMap<>();
    private final Set<Integer> uids = new HashSet<>();
    private final Map<Long, Set<Long>> pids = new ConcurrentHashMap<>();
    private final Queue<Long> next = new ConcurrentLinkedQueue<>();
    private final Queue<Long> last = new ConcurrentLinkedQueue<>();
    private final AtomicInteger looked = new AtomicInteger();
    private final Set<Long> unreadable = new ConcurrentSkipListSet<>();
    private volatile int all;
    private volatile boolean done;

    InodeOwners(Path proc, Collection<KernelSocket> sockets, ProcessScan search) {
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
     * Searches this JVM and the suspects, and until the deadline all others; if that is slow, those of the users of the
     * sockets first. What this JVM has started is searched in any case.
     */
    void searchAll() throws IOException {
        next.addAll(search.inOrder(list()));
        all = next.size();
        long start = deadline.now();
        for (int i = search.countLikely(next); i > 0; i--) {
            searchWhole(next.remove());
            looked.incrementAndGet();
        }
        deadline.exemptSince(start);
        searchOthers();
        if (isCutShort()) {
            ProcessScan.descendants().forEach(this::searchWhole);
        }
    }

    private void searchOthers() {
        CountDownLatch left = new CountDownLatch(next.size());
        for (int i = 1; i < search.threads() && all >= FEW; i++) {
            DetachedTask.start(() -> searchUntilDeadline(left));
        }
        searchUntilDeadline(left);
        // Not for the threads, one of which may not have started yet.
        done = DetachedTask.await(left, deadline);
    }

    private void searchUntilDeadline(CountDownLatch left) {
        Deadline slow = search.deadline().first();
        for (Long pid = next.poll(); pid != null; pid = next.poll()) {
            if (slow.isOver() && !isOfTheirUsers(pid)) {
                last.add(pid);
            } else {
                search(pid);
                left.countDown();
            }
        }
        for (Long pid = last.poll(); pid != null; pid = last.poll()) {
            search(pid);
            left.countDown();
        }
    }

    List<Long> of(long inode) {
        return List.copyOf(search.inOrder(pids.getOrDefault(inode, Set.of())));
    }

    /** Returns the processes whose descriptors may not be read, as far as known by now. */
    Set<Long> unreadable() {
        return unreadable;
    }

    boolean isCutShort() {
        return !wanted.isEmpty() && (!done || looked.get() < all);
    }

    String note() {
        return search.cutShort(looked.get(), all);
    }

    private Set<Long> list() throws IOException {
        String[] names = proc.toFile().list();
        if (names == null) {
            throw new IOException(proc + " cannot be listed");
        }
        Set<Long> listed = new LinkedHashSet<>();
        try {
            for (String name : names) {
                if (Character.isDigit(name.charAt(0))) {
                    listed.add(Long.parseLong(name));
                }
            }
        } catch (NumberFormatException notProc) {
            throw new IOException(notProc);
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

    private void searchWhole(long pid) {
        search(pid, Long.MAX_VALUE);
    }

    private void search(long pid) {
        if (!deadline.isOver() && search(pid, LINKS_BETWEEN_DEADLINE_CHECKS)) {
            looked.incrementAndGet();
            deadline.step();
        }
    }

    /** Returns whether all links were read that matter; looks at the deadline after so many. */
    private boolean search(long pid, long linksBetweenChecks) {
        Path folder = process(pid).resolve("fd");
        // half as many system calls as a DirectoryStream makes
        String[] links = folder.toFile().list();
        if (links == null) {
            // the links of a process that ends just now are denied, too
            if (Files.exists(process(pid))) {
                unreadable.add(pid);
            }
            return true;
        }
        try {
            long seen = 0;
            int missing = wanted.size();
            for (String link : links) {
                Long inode = wanted.get(target(folder.resolve(link)));
                if (inode != null && add(inode, pid) && --missing == 0) {
                    break;
                }
                if (++seen % linksBetweenChecks == 0) {
                    deadline.step();
                    if (deadline.isOver()) {
                        return false;
                    }
                }
            }
        } catch (AccessDeniedException denied) {
            if (Files.exists(process(pid))) {
                unreadable.add(pid);
            }
        }
        return true;
    }

    /** Returns whether the process was not known to have the socket. */
    private boolean add(long inode, long pid) {
        return pids.computeIfAbsent(inode, none -> new ConcurrentSkipListSet<>())
                .add(pid);
    }

    private Path process(long pid) {
        return proc.resolve(Long.toString(pid));
    }

    /** Returns what a descriptor links to, or the link if it is closed. Fails where even root lacks CAP_SYS_PTRACE. */
    private static Path target(Path link) throws AccessDeniedException {
        try {
            return Files.readSymbolicLink(link);
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (IOException closedMeanwhile) {
            return link;
        }
    }
}
