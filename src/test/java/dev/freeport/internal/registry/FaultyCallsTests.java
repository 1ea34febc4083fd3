package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.WarningsCapture;
import dev.freeport.condition.Proofs;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.registry.FaultyCalls.Fault;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets the first system call of a reservation fail, then the second, and so on until none fails any more. After each, all
 * ports can be had again and nothing is open that was not before.
 */
@Tag("proof")
@EnabledOnOs(value = OS.LINUX, disabledReason = "guard sockets are among the calls")
class FaultyCallsTests {
    private static final ReservationOptions OPTIONS =
            new ReservationOptions("a test", Duration.ZERO).withHolding(ReservationOptions.Holding.GUARDED);
    private static final int FEWEST_CALLS = 50;

    @TempDir
    Path parent;

    private final String ports = TestPorts.range(3);

    @ParameterizedTest
    @EnumSource(names = {"EXCEPTION", "ERROR", "BUSY"})
    void leaveNothingBehind(Fault fault) throws Exception {
        // the JDK keeps a socket from the first time that it closes one
        assertEverythingCanBeHad(parent.resolve("before"), ports, "without a fault");
        // of earlier tests, whose sockets the collector may close meanwhile
        List<String> before = open("socket:");
        int calls = 0;
        boolean happened = true;
        while (happened) {
            FaultyCalls faulty = new FaultyCalls(calls, fault);
            Path directory = parent.resolve(fault + "-" + calls);
            try (WarningsCapture warnings = new WarningsCapture()) {
                @Nullable RegistryFiles files = runSparing(directory, faulty.calls());
                assertThat(warnings.texts()).allSatisfy(text -> assertThat(text).contains(" "));
                assertEverythingCanBeHad(directory, ports, "call " + calls);
                if (files != null) {
                    files.ledger().retire();
                    files.journal().retire();
                    files.locks().retire();
                }
            }
            assertThat(openFiles(directory)).as("call %d", calls).isEmpty();
            assertThat(open("socket:")).as("call %d", calls).isSubsetOf(before);
            happened = faulty.happened();
            calls++;
        }
        assertThat(calls).as("the calls that were made to fail").isGreaterThan(FEWEST_CALLS);
    }

    /** The files are asked for before the sockets are taken, and, for the journal, after the port was granted. */
    @Test
    void leaveNothingBehindWhereMemoryRunsOutBetweenThem() throws Exception {
        assertEverythingCanBeHad(parent.resolve("before"), ports, "without a fault");
        List<String> before = open("socket:");
        RegistryFiles open = RegistryFiles.open(parent.resolve("files"), "test", SystemCalls.SYSTEM);
        int asked = 0;
        while (failsAt(asked, open)) {
            assertThat(open("socket:")).as("question %d", asked).isSubsetOf(before);
            assertEverythingCanBeHad(open, ports, "question " + asked);
            asked++;
        }
        assertThat(asked).as("the questions that failed").isGreaterThanOrEqualTo(3);
    }

    private boolean failsAt(int question, RegistryFiles open) throws Exception {
        FailingFiles files = new FailingFiles(open, question);
        PortRegistry registry = PortRegistry.awaiting(files, EnumSet.allOf(GuardKind.class), GuardSockets.SYSTEM);
        try {
            Reservation reservation = new PoolSearch(registry, TestPorts.pool(ports), OPTIONS).one();
            files.fail(FailingFiles.NEVER);
            reservation.release();
        } catch (InternalError thrown) {
            assertThat(thrown).hasMessage("question " + question);
        }
        assertThat(Journals.of(open.directory(), Protocol.TCP).holders())
                .as("question %d", question)
                .isEmpty();
        return files.failed;
    }

    /** Two at a time, each with ports of its own. In short, other calls in each build. */
    @Tag("slow")
    @Test
    void atWhichTheJvmEndsLeaveNothingBehind() throws Exception {
        int step = Proofs.choose(16, 2);
        int first = ThreadLocalRandom.current().nextInt(step / 2);
        CompletableFuture<Integer> others = CompletableFuture.supplyAsync(() -> haltFrom(first + step / 2, step));
        int calls = haltFrom(first, step) + others.get(2, TimeUnit.MINUTES);

        assertThat(calls * (step / 2))
                .as("the calls at which the JVM ended, from %d, each %dth", first, step / 2)
                .isGreaterThan(FEWEST_CALLS);
    }

    private int haltFrom(int first, int step) {
        String own = TestPorts.range(3);
        int calls = 0;
        while (haltsAt(first + step * calls, own)) {
            calls++;
        }
        return calls;
    }

    private boolean haltsAt(int call, String ports) {
        Path directory = parent.resolve("HALT-" + call);
        try (ForkedJvm jvm = ForkedJvm.start(Halting.class, directory, ports, call)) {
            String end = jvm.readLine();
            jvm.kill();
            assertEverythingCanBeHad(directory, ports, "halt at call " + call);
            return !end.equals("completed");
        }
    }

    /** Reserves and releases in all ways. What is refused for the fault's sake must be refused by the right exception. */
    private @Nullable RegistryFiles runSparing(Path directory, SystemCalls calls) {
        try {
            RegistryFiles files = RegistryFiles.open(directory, "test", calls);
            runOutOfMemory(files);
            return files;
        } catch (InternalError | UnusableDirectoryException refused) {
            retireLockFile(directory, calls);
            return null;
        }
    }

    private void runOutOfMemory(RegistryFiles files) {
        try {
            run(files, ports);
        } catch (InternalError fault) {
            assertThat(fault).hasMessageContaining(" has no memory: ");
        }
    }

    /** Closes what stays open by intent, to be used at the next try. */
    private static void retireLockFile(Path directory, SystemCalls calls) {
        try {
            LockFile.open(RegistryDirectory.at(directory).lockFile(), calls.files())
                    .retire();
        } catch (IOException | UnusableDirectoryException thereIsNone) {
            assertThat(directory).doesNotExist();
        }
    }

    private static void run(RegistryFiles files, String ranges) {
        PortRegistry registry = new PortRegistry(
                files,
                EnumSet.allOf(GuardKind.class),
                new GuardSockets(files.calls().sockets(), true));
        PortPool pool = TestPorts.pool(ranges);
        List<Reservation> held = new ArrayList<>();
        try {
            held.add(new PoolSearch(registry, pool, OPTIONS).one());
            held.add(new PoolSearch(registry, pool, OPTIONS.withHolding(ReservationOptions.Holding.AUTO)).one());
            held.remove(1).release();
            held.add(new PoolSearch(registry, pool, OPTIONS.withProtocols(Set.of(Protocol.TCP, Protocol.UDP))).one());
            held.remove(0).release();
            held.addAll(new PoolSearch(registry, pool, OPTIONS).several(2));
        } catch (PoolExhaustedException refused) {
            assertThat(refused).hasMessageStartingWith("the pool has ");
        } finally {
            release(held, 0);
        }
    }

    private static void release(List<Reservation> held, int from) {
        if (from < held.size()) {
            try {
                held.get(from).release();
            } finally {
                release(held, from + 1);
            }
        }
    }

    private static void assertEverythingCanBeHad(Path directory, String ports, String when) {
        try {
            RegistryFiles files = RegistryFiles.open(directory, "test", SystemCalls.SYSTEM);
            assertEverythingCanBeHad(files, ports, when);
            files.ledger().retire();
            files.journal().retire();
            files.locks().retire();
        } catch (UnusableDirectoryException e) {
            throw new AssertionError(when + ": " + e.getMessage(), e);
        }
    }

    private static void assertEverythingCanBeHad(RegistryFiles files, String ports, String when) {
        try {
            PortRegistry registry = new PortRegistry(files, EnumSet.allOf(GuardKind.class), GuardSockets.SYSTEM);
            ReservationOptions both = OPTIONS.withProtocols(Set.of(Protocol.TCP, Protocol.UDP));
            List<Reservation> all = new PoolSearch(registry, TestPorts.pool(ports), both).contiguous(3);
            assertThat(all).as(when).hasSize(3);
            all.forEach(Reservation::release);
        } catch (PoolExhaustedException e) {
            throw new AssertionError(when + ": " + e.getMessage(), e);
        }
    }

    private static List<String> openFiles(Path directory) throws IOException {
        return open(directory + "/");
    }

    private static List<String> open(String prefix) throws IOException {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith(prefix)) {
                        open.add(target);
                    }
                } catch (IOException closedMeanwhile) {
                    continue;
                }
            }
        }
        return open;
    }

    /** Files of which one question cannot be answered for want of memory. */
    private static final class FailingFiles extends RenewableFiles {
        private static final int NEVER = -1;

        private int failing;
        private int asked;
        private boolean failed;

        private FailingFiles(RegistryFiles files, int failing) {
            super(files, EnumSet.allOf(GuardKind.class));
            this.failing = failing;
        }

        private void fail(int question) {
            failing = question;
        }

        @Override
        @Nullable
        RegistryFiles get() {
            if (asked++ == failing) {
                failed = true;
                throw new InternalError("question " + failing);
            }
            return super.get();
        }
    }

    /** Arguments: directory, ranges, the call at which to end. */
    static final class Halting {
        public static void main(String[] arguments) throws Exception {
            SystemCalls calls = new FaultyCalls(Integer.parseInt(arguments[2]), Fault.HALT).calls();
            run(RegistryFiles.open(Path.of(arguments[0]), "test", calls), arguments[1]);
            System.out.println("completed");
        }
    }
}
