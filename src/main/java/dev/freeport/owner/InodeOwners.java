package dev.freeport.owner;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the processes that have sockets open, by the links in {@code /proc/<pid>/fd}. */
final class InodeOwners {
    private static final String SOCKET = "socket:[";

    private final Path proc;
    private final Set<Long> wanted;
    private final Map<Long, List<Long>> pids = new HashMap<>();
    private int unreadable;

    private InodeOwners(Path proc, Set<Long> wanted) {
        this.proc = proc;
        this.wanted = wanted;
    }

    /**
     * Looks through all processes, this JVM first.
     *
     * @throws IOException if the processes cannot be listed
     */
    static InodeOwners find(Path proc, Set<Long> inodes) throws IOException {
        InodeOwners found = new InodeOwners(proc, inodes);
        if (!inodes.isEmpty()) {
            found.lookThroughAll();
        }
        return found;
    }

    /** Returns the processes that have a socket open. */
    List<Long> of(long inode) {
        return pids.getOrDefault(inode, List.of());
    }

    /** Returns how many processes do not let themselves be looked into. */
    int unreadable() {
        return unreadable;
    }

    private void lookThroughAll() throws IOException {
        long self = ProcessIdentity.current().pid();
        lookThrough(self);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != self) {
                    lookThrough(pid);
                }
            }
        } catch (DirectoryIteratorException | NumberFormatException broken) {
            throw new IOException(broken);
        }
    }

    private void lookThrough(long pid) {
        try (DirectoryStream<Path> links =
                Files.newDirectoryStream(proc.resolve(Long.toString(pid)).resolve("fd"))) {
            for (Path link : links) {
                addIfWanted(link, pid);
            }
        } catch (NoSuchFileException ended) {
            return;
        } catch (IOException | DirectoryIteratorException denied) {
            unreadable++;
        }
    }

    private void addIfWanted(Path link, long pid) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            if (target.startsWith(SOCKET)) {
                long inode = Long.parseLong(target.substring(SOCKET.length(), target.length() - 1));
                if (wanted.contains(inode)) {
                    List<Long> owners = pids.computeIfAbsent(inode, first -> new ArrayList<>());
                    if (!owners.contains(pid)) {
                        owners.add(pid);
                    }
                }
            }
        } catch (IOException | NumberFormatException closedMeanwhile) {
            // one socket less
        }
    }
}
