package dev.freeport.internal.socket;

import static dev.freeport.condition.Prerequisite.CPU_QUOTAS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.freeport.ForkedJvm;
import dev.freeport.condition.CpuQuota;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.internal.os.Netlink;
import dev.freeport.internal.process.Deadline;
import dev.freeport.stack.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM that gets a tenth of a CPU finds the owners of a socket within a quarter of the time that it needs: a deadline is not
 * over while work advances that has not got that much CPU time. Counted by the clock, it is.
 */
class ThrottledJvmTests {
    private static final int PROCESSES = 400;
    private static final int PERCENT = 10;

    /** The machine may become slower in the course of one. */
    private static final int TRIES = 20;

    private static final int WARM_UPS = 20;

    /** Above any pid of a real process. */
    private static final long FIRST = 5_000_000;

    @TempDir
    Path proc;

    @Test
    @EnabledIfAvailable(CPU_QUOTAS)
    void findsOwnersThatADeadlineByTheClockMisses() throws IOException {
        ProcTree tree = new ProcTree(proc, 0);
        for (int i = 0; i < PROCESSES; i++) {
            tree.add(FIRST + i, 1, 2, 3);
        }
        // the last in whatever order the directory has
        for (int i = 0; i < PROCESSES; i += 100) {
            tree.add(FIRST + PROCESSES + i, ProcTree.INODE);
        }
        String whole = PROCESSES / 100 + " owners";
        try (CpuQuota quota = CpuQuota.of(PERCENT);
                ForkedJvm jvm = ForkedJvm.start(Searching.class, proc)) {
            for (int i = 0; i < WARM_UPS; i++) {
                assertThat(jvm.ask("without")).isEqualTo(whole);
            }
            quota.add(jvm.pid());
            List<String> answers = new ArrayList<>();

            boolean seen = false;
            boolean starved = false;
            for (int i = 0; i < TRIES && !seen; i++) {
                assertThat(jvm.ask("without")).isEqualTo(whole);
                starved |= Integer.parseInt(jvm.ask("share")) < PERCENT / 2;
                boolean clockIsOver = jvm.ask("by clock").startsWith("cut short, ");
                String answer = jvm.ask("by CPU time");
                answers.add(clockIsOver + ", " + answer);
                seen = clockIsOver && answer.equals(whole);
            }

            assumeThat(seen || !starved)
                    .as("the machine gave the JVM at least half of its quota: %s", answers)
                    .isTrue();
            assertThat(answers).endsWith("true, " + whole);
        }
    }

    /** Searches a made-up {@code /proc} as it is told to; with a deadline of a quarter of the time without one. */
    static final class Searching {
        public static void main(String[] arguments) throws IOException {
            Path proc = Path.of(arguments[0]);
            Duration quarter = Duration.ZERO;
            long percent = 100;
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("share")) {
                    System.out.println(percent);
                    continue;
                }
                long start = System.nanoTime();
                long used = usedNanos();
                System.out.println(search(
                        proc,
                        switch (line) {
                            case "by clock" -> Deadline.byClock(quarter, System::nanoTime);
                            case "by CPU time" -> Deadline.in(quarter);
                            default -> Deadline.in(Duration.ofMinutes(1));
                        }));
                if (line.equals("without")) {
                    long taken = System.nanoTime() - start;
                    quarter = Duration.ofNanos(taken / 4);
                    percent = (usedNanos() - used) * 100 / taken;
                }
            }
        }

        private static long usedNanos() {
            return ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElse(Duration.ZERO)
                    .toNanos();
        }

        private static String search(Path proc, Deadline deadline) {
            Netlink none = (request, messages) -> {
                throw new IOException("none");
            };
            LinuxSockets sockets = new LinuxSockets(new ProcNet(proc), new SockDiag(none));
            ProcessScan scan = new ProcessScan(List.of(), deadline, 1);
            Snapshot snapshot = new LinuxSocketTable(proc, sockets, () -> scan).read(Protocol.TCP, ProcTree.PORT);
            return (snapshot.isCutShort() ? "cut short, " : "")
                    + snapshot.sockets().get(0).owners().size() + " owners";
        }
    }
}
