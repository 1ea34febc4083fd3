package dev.freeport.benchmark;

import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The system calls of a reservation and its release, in their order, and nothing else: a lower bound for any implementation
 * in Java. Compare it with {@code strace -f} of the kit whenever the calls of the kit change.
 */
final class Floor implements Closeable {
    static final int LOCKS = 9847;

    private static final long LEDGER_BYTES = 1 << 20;
    private static final long JOURNAL_BYTES = 1 << 20;
    private static final byte[] LINE = "1795245172517\tRESERVED\ttcp\t17284\t4711\t1234567\tan unnamed use\t\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final Path locksPath;
    private final FileChannel locks;
    private final @Nullable Object locksKey;
    private final Path ledgerPath;
    private final RandomAccessFile ledger;
    private final @Nullable Object ledgerKey;
    private final byte[] word = new byte[Long.BYTES];
    private final File journalFile;
    private FileOutputStream journal;
    private long journalLength;
    private int next;

    private Floor(Path directory) throws IOException {
        locksPath = directory.resolve("locks");
        locks = FileChannel.open(
                locksPath, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ledgerPath = directory.resolve("ledger");
        ledger = new RandomAccessFile(ledgerPath.toFile(), "rw");
        ledger.setLength(LEDGER_BYTES);
        locksKey = fileKey(locksPath);
        ledgerKey = fileKey(ledgerPath);
        // not named by the pid, whose first look-up starts a thread
        journalFile = directory.resolve("journal-" + System.nanoTime()).toFile();
        journal = new FileOutputStream(journalFile, true);
        next = Math.floorMod(
                System.nanoTime() * 0x9E3779B97F4A7C15L, BenchmarkSetup.HIGHEST_PORT - BenchmarkSetup.LOWEST_PORT);
    }

    /** Opens the files in the directory that {@link BenchmarkSetup} names. */
    static Floor open() {
        try {
            return new Floor(Files.createDirectories(Path.of(System.getProperty("benchmark.floor", "floor"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int reserveAndRelease() throws IOException {
        while (true) {
            int port = BenchmarkSetup.LOWEST_PORT + next;
            next = (next + 1) % (BenchmarkSetup.HIGHEST_PORT - BenchmarkSetup.LOWEST_PORT);
            if (reserveAndRelease(port)) {
                return port;
            }
        }
    }

    /** Makes all calls for one port, unless another measuring JVM holds it. */
    private boolean reserveAndRelease(int port) throws IOException {
        FileLock lock = locks.tryLock(port, 1, false);
        if (lock == null) {
            return false;
        }
        FileLock changing = ledger.getChannel().tryLock((1L << 20) + port, 1, false);
        read(port);
        write(port, (byte) 1);
        changing.release();
        require(Objects.equals(locksKey, fileKey(locksPath)));
        require(Objects.equals(ledgerKey, fileKey(ledgerPath)));
        DatagramChannel kernelLock = DatagramChannel.open(StandardProtocolFamily.INET);
        kernelLock.bind(new InetSocketAddress(lockAddress(port), LOCKS));
        boolean free = probe(port, false);
        write();

        probe(port, true);
        kernelLock.close();
        write(port, (byte) 0);
        lock.release();
        write();
        return free;
    }

    private void read(int port) throws IOException {
        ledger.seek((long) port * Long.BYTES);
        require(ledger.read(word) == Long.BYTES);
    }

    private void write(int port, byte state) throws IOException {
        word[0] = state;
        ledger.seek((long) port * Long.BYTES);
        ledger.write(word);
    }

    private static boolean probe(int port, boolean reuse) throws IOException {
        try (SocketChannel socket = SocketChannel.open()) {
            if (reuse) {
                socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (BindException inUse) {
            return false;
        }
    }

    /** Returns the address that stands for a TCP port in the kernel. */
    static InetAddress lockAddress(int port) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 77, (byte) (port / 254 + 1), (byte) (port % 254 + 1)});
    }

    private static @Nullable Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private void write() throws IOException {
        if (journalLength > JOURNAL_BYTES) {
            journal.close();
            journal = new FileOutputStream(journalFile);
            journalLength = 0;
        }
        journal.write(LINE);
        journalLength += LINE.length;
    }

    private static void require(boolean expected) {
        if (!expected) {
            throw new IllegalStateException("another process changes the files of the floor");
        }
    }

    @Override
    public void close() throws IOException {
        locks.close();
        ledger.close();
        journal.close();
    }
}
