package dev.freeport.internal.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A made-up {@code /proc}, in which one socket listens on port 8080. */
final class ProcTree {
    static final long INODE = 4242;
    static final int PORT = 8080;

    final Path proc;

    ProcTree(Path proc, long uid) throws IOException {
        this.proc = proc;
        Path net = Files.createDirectories(proc.resolve("self/net"));
        Files.writeString(net.resolve("tcp"), "header\n" + line(PORT, uid, INODE));
    }

    static String line(int port, long uid, long inode) {
        return String.format(
                " 0: 0100007F:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000 %d 0 %d 1%n",
                port, uid, inode);
    }

    /** Adds a process that has sockets open. */
    Path add(long pid, long... inodes) throws IOException {
        Path process = proc.resolve(Long.toString(pid));
        Path links = Files.createDirectories(process.resolve("fd"));
        for (int i = 0; i < inodes.length; i++) {
            Files.createSymbolicLink(links.resolve(Integer.toString(i)), Path.of("socket:[" + inodes[i] + "]"));
        }
        return process;
    }
}
