package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.ForkedJvm;
import dev.freeport.WarningsCapture;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is left in {@code /proc/locks} and among the open descriptors when others have what is asked for. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "locks as /proc lists them")
class RefusedBookTests {
    private static final ReservationOptions TCP = new ReservationOptions("a test", Duration.ZERO);
    private static final ReservationOptions BOTH = TCP.withProtocols(Set.of(Protocol.TCP, Protocol.UDP));

    @TempDir
    Path path;

    private final String fourPorts = TestPorts.range(4);
    private final int low = PortRange.parseList(fourPorts).get(0).low();
    private final PortPool pool = TestPorts.pool(fourPorts);
    private RegistryDirectory directory;
    private PortRegistry registry;

    @BeforeEach
    void open() throws Exception {
        directory = RegistryDirectory.prepare(path, "test", FileCalls.SYSTEM);
        registry = new PortRegistry(
                RegistryFiles.open(path, "test", SystemCalls.SYSTEM),
                EnumSet.allOf(GuardKind.class),
                GuardSockets.SYSTEM);
    }

    @Test
    void neighboursAreOneLockInTheKernelAndNoneIsLeft() throws Exception {
        List<Reservation> held = new PoolSearch(registry, pool, BOTH).contiguous(4);

        assertThat(locksInKernel())
                .containsExactlyInAnyOrder(low + "-" + (low + 3), (65536 + low) + "-" + (65536 + low + 3));
        held.get(1).release();
        assertThat(locksInKernel())
                .containsExactlyInAnyOrder(
                        low + "-" + low,
                        (low + 2) + "-" + (low + 3),
                        (65536 + low) + "-" + (65536 + low),
                        (65536 + low + 2) + "-" + (65536 + low + 3));
        held.forEach(Reservation::release);
        assertThat(locksInKernel()).isEmpty();
    }

    @Test
    void nothingIsLeftOfFiftyFailedReservationsAndFiveRenewals() throws Exception {
        // a server, another JVM, and two that this JVM holds itself are all in the way
        try (ServerSocket server = new ServerSocket(low);
                ForkedJvm other =
                        RegistryProcess.start(path, (low + 1) + "-" + (low + 1), EnumSet.allOf(GuardKind.class))) {
            assertThat(server.isBound()).isTrue();
            assertThat(other.ask("reserve")).isEqualTo("" + (low + 1));
            List<Reservation> held = new ArrayList<>(
                    List.of(new PoolSearch(registry, pool, BOTH).one(), new PoolSearch(registry, pool, TCP).one()));
            failOnce();
            Set<Integer> locked = slots(held);
            int before = openDescriptors();
            for (int i = 0; i < 50; i++) {
                failOnce();
            }
            assertThat(slotsInKernel()).as("after refusals").isEqualTo(locked);
            // fewer if the collector found something of an earlier test
            assertThat(openDescriptors()).as("after refusals").isLessThanOrEqualTo(before);

            for (int i = 0; i < 5; i++) {
                deleteAll();
                try (WarningsCapture warnings = new WarningsCapture()) {
                    failOnce();
                    assertThat(warnings.texts()).hasSize(1);
                }
            }
            assertThat(slotsInKernel()).as("after renewals").isEqualTo(locked);
            assertThat(openDescriptors()).as("after renewals").isLessThanOrEqualTo(before);
            held.forEach(Reservation::release);
            assertThat(locksInKernel()).as("after releases").isEmpty();
        }
    }

    private void failOnce() {
        assertThatExceptionOfType(PoolExhaustedException.class)
                .isThrownBy(() -> new PoolSearch(registry, pool, BOTH).one());
    }

    private void deleteAll() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static Set<Integer> slots(List<Reservation> held) {
        Set<Integer> slots = new TreeSet<>();
        for (Reservation reservation : held) {
            for (PortFileLock fileLock : reservation.fileLocks()) {
                slots.add(fileLock.slot());
            }
        }
        return slots;
    }

    private Set<Integer> slotsInKernel() throws IOException {
        Set<Integer> slots = new TreeSet<>();
        for (String lock : locksInKernel()) {
            PortLock range = PortLock.parse(lock);
            for (int slot = range.first(); slot <= range.last(); slot++) {
                slots.add(slot);
            }
        }
        return slots;
    }

    /** Bytes of the lock file that the kernel says are locked, such as {@code 20000-20003}. */
    private record PortLock(int first, int last) {
        static PortLock parse(String text) {
            String[] ends = text.split("-");
            return new PortLock(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
        }
    }

    /** Reads lines such as {@code 1: POSIX ADVISORY WRITE 4711 00:1f:42 20000 20003} of proc_locks(5). */
    private Set<String> locksInKernel() throws IOException {
        String ofThisFile = " " + ProcessHandle.current().pid() + " ";
        String inode = ":" + Files.getAttribute(directory.lockFile(), "unix:ino") + " ";
        return Set.copyOf(Files.readAllLines(Path.of("/proc/locks")).stream()
                .filter(line -> line.contains(ofThisFile) && line.contains(inode))
                .map(line -> line.split("\\s+"))
                .map(fields -> fields[fields.length - 2] + "-" + fields[fields.length - 1])
                .toList());
    }

    private static int openDescriptors() throws IOException {
        int open = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                open += descriptor.getNameCount() > 0 ? 1 : 0;
            }
        }
        return open;
    }
}
