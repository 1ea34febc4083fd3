package dev.freeport.internal.socket;

import static dev.freeport.condition.Prerequisite.MKFIFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freeport.ForkedJvm;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.internal.os.Netlink;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In which order processes are looked through, and how long, in a made-up {@code /proc}. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a /proc of links")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnerLookupTests {
    private static final Netlink NONE = (request, messages) -> {
        throw new IOException("none");
    };

    /** Above any pid of a real process. */
    private static final long FIRST = 5_000_000;

    private static final long SELF = ProcessIdentity.current().pid();

    @TempDir
    Path proc;

    @Test
    void findsAllOwnersOfASharedSocket() throws IOException {
        ProcTree tree = new ProcTree(proc, 0);
        tree.add(FIRST, 1, ProcTree.INODE, 2, ProcTree.INODE);
        tree.add(FIRST + 1, 1);
        tree.add(FIRST + 2, ProcTree.INODE);
        tree.add(SELF, 3, ProcTree.INODE);

        Snapshot snapshot = read(ProcessScan.byDefault());

        assertThat(pids(snapshot)).containsExactly(SELF, FIRST, FIRST + 2);
        assertThat(snapshot.notes()).isEmpty();
    }

    @Test
    void findsAllOwnersAmongManyProcessesWithSeveralThreads() throws IOException {
        ProcTree tree = new ProcTree(proc, 0);
        for (int i = 0; i < 300; i++) {
            tree.add(FIRST + i, i % 100 == 7 ? ProcTree.INODE : 1);
        }

        for (int i = 0; i < 50; i++) {
            Snapshot snapshot = read(new ProcessScan(List.of(), Deadline.in(Duration.ofMinutes(1)), 4));
            assertThat(pids(snapshot)).containsExactly(FIRST + 7, FIRST + 107, FIRST + 207);
            assertThat(snapshot.notes()).isEmpty();
        }
    }

    @Test
    void looksFirstIntoThisJvmAndTheSuspects() throws IOException {
        ProcTree tree = new ProcTree(proc, 0);
        for (int i = 0; i < 500; i++) {
            tree.add(FIRST + i, ProcTree.INODE);
        }
        tree.add(SELF, ProcTree.INODE);
        for (int i = 0; i < 500; i += 50) {
            long suspect = FIRST + i;

            Snapshot snapshot = read(new ProcessScan(List.of(suspect, 1L), new TickingClock().in(20), 1));

            assertThat(pids(snapshot)).startsWith(SELF, suspect).hasSizeLessThan(20);
            assertThat(snapshot.notes())
                    .first()
                    .asString()
                    .matches("Only [0-9]+ of 501 processes were searched within 20 ms, likely owners first;"
                            + " others may have the port open too\\.");
        }
    }

    @Test
    void looksIntoTheProcessesOfTheUserOfTheSocketBeforeOthersIfItIsSlow() throws IOException {
        ProcTree tree = new ProcTree(proc, 4711);
        for (int i = 0; i < 1000; i++) {
            tree.add(FIRST + i);
        }
        for (long pid : List.of(FIRST + 50, FIRST + 700, FIRST + 999)) {
            Path process = tree.add(pid, ProcTree.INODE);
            assumeTrue(mayChangeOwner(process), "needs root");
        }

        Snapshot snapshot = read(new ProcessScan(List.of(), new TickingClock().in(2700), 1));

        assertThat(pids(snapshot)).containsExactly(FIRST + 50, FIRST + 700, FIRST + 999);
        assertThat(snapshot.notes()).first().asString().matches("Only [0-9]{3} of 1,000 processes .*");
    }

    private static boolean mayChangeOwner(Path process) {
        try {
            Files.setAttribute(process, "unix:uid", 4711);
            return true;
        } catch (IOException denied) {
            return false;
        }
    }

    @Test
    void looksIntoThisJvmTheSuspectsAndWhatThisJvmHasStartedEvenIfThereIsNoTime() throws IOException {
        ProcTree tree = new ProcTree(proc, 0);
        for (int i = 0; i < 100; i++) {
            tree.add(FIRST + i, ProcTree.INODE);
        }
        tree.add(SELF, ProcTree.INODE);
        try (ForkedJvm child = ForkedJvm.start(Waiting.class)) {
            tree.add(child.pid(), ProcTree.INODE);

            Snapshot snapshot = read(new ProcessScan(List.of(FIRST + 50), Deadline.in(Duration.ZERO), 1));

            assertThat(pids(snapshot)).containsExactly(SELF, FIRST + 50, child.pid());
            assertThat(snapshot.isCutShort()).isTrue();
            assertThat(snapshot.notes())
                    .containsExactly(
                            "Only 2 of 102 processes were searched within 0 ms, likely owners first; others may have the"
                                    + " port open too.",
                            "Command line, user and start of pid " + (FIRST + 50) + ", " + child.pid()
                                    + " could not be read within 0 ms.");
        }
    }

    /** Does nothing until its input ends. */
    static final class Waiting {
        public static void main(String[] arguments) throws IOException {
            System.in.read();
        }
    }

    @Test
    void whatAJvmDoesOnceIsOutsideTheDeadline() throws IOException {
        ProcTree tree = new ProcTree(proc, 0);
        tree.add(FIRST, ProcTree.INODE);
        AtomicLong nanos = new AtomicLong();
        SockDiag slow = new SockDiag((request, messages) -> {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
            throw new IOException("none");
        });
        Deadline deadline = Deadline.byClock(Duration.ofSeconds(1), nanos::get);

        new LinuxSockets(new ProcNet(proc), slow).readServers(deadline, new ReadingNotes());
        assertThat(deadline.nanosLeft()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        assertThatIOException()
                .isThrownBy(() -> new LinuxSockets(new ProcNet(proc), slow).readBound(ProcTree.PORT, deadline));

        assertThat(nanos).hasValue(TimeUnit.SECONDS.toNanos(10));
        assertThat(deadline.nanosLeft()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void leavesAProcessWithEndlessDescriptors() throws IOException {
        ProcTree tree = new ProcTree(proc, 0);
        tree.add(FIRST, new long[500]);

        assertThat(read(new ProcessScan(List.of(), new TickingClock().in(5), 1)).notes())
                .containsExactly("Only 0 of 1 processes were searched within 5 ms, likely owners first; others"
                        + " may have the port open too.");
    }

    @Test
    @EnabledIfAvailable(MKFIFO)
    void namesAnOwnerThatDoesNotAnswer() throws Exception {
        ProcTree tree = new ProcTree(proc, 0);
        Path commandLine = tree.add(FIRST, ProcTree.INODE).resolve("cmdline");
        assertThat(new ProcessBuilder("mkfifo", commandLine.toString()).start().waitFor())
                .isZero();

        Snapshot snapshot = read(new ProcessScan(List.of(), Deadline.in(Duration.ofSeconds(1)), 1));

        try (FileOutputStream end = new FileOutputStream(commandLine.toFile())) {
            assertThat(end.getFD().valid()).isTrue();
        }
        assertThat(snapshot.owners(SocketInfo::serves)).containsExactly(ProcessDetails.unknown(FIRST));
        assertThat(snapshot.notes())
                .containsExactly("Command line, user and start of pid " + FIRST + " could not be read within 1 s.");
    }

    @Test
    void waitsThoughInterrupted() throws IOException {
        new ProcTree(proc, 0).add(FIRST, ProcTree.INODE);

        Thread.currentThread().interrupt();
        Snapshot snapshot = read(ProcessScan.byDefault());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(pids(snapshot)).containsExactly(FIRST);
    }

    @Test
    void readsNoEndlessTable() throws IOException {
        new ProcTree(proc, 0);
        Files.writeString(
                proc.resolve("self/net/tcp"),
                "header\n" + ProcTree.line(9090, 0, 1).repeat(9000));

        Snapshot snapshot = read(new ProcessScan(List.of(), new TickingClock().in(2), 1));

        assertThat(snapshot.isCutShort()).isTrue();
        assertThat(snapshot.notes())
                .containsExactly("Only 8,192 lines of " + proc.resolve("self/net/tcp") + " could be read within 2 ms.");
    }

    private Snapshot read(ProcessScan search) {
        LinuxSockets sockets = new LinuxSockets(new ProcNet(proc), new SockDiag(NONE));
        return new LinuxSocketTable(proc, sockets, () -> search).read(Protocol.TCP, ProcTree.PORT);
    }

    private static List<Long> pids(Snapshot snapshot) {
        return snapshot.sockets().get(0).owners().stream()
                .map(OwnerProcess::pid)
                .toList();
    }
}
