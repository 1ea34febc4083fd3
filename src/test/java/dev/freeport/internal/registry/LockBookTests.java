package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel says is locked, in {@code /proc/self/fdinfo}, against what the library believes; and what is open. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "locks as /proc lists them")
class LockBookTests {
    private static final ReservationOptions TCP = new ReservationOptions("a test", Duration.ZERO);
    private static final ReservationOptions UDP = TCP.withProtocols(Set.of(Protocol.UDP));
    private static final ReservationOptions BOTH = TCP.withProtocols(Set.of(Protocol.TCP, Protocol.UDP));

    @TempDir
    Path path;

    private final PortPool pool = TestPorts.pool(TestPorts.range(12));
    private PortRegistry registry;

    @BeforeEach
    void open() throws Exception {
        registry = new PortRegistry(
                RegistryFiles.open(path, "test", SystemCalls.SYSTEM),
                EnumSet.allOf(GuardKind.class),
                GuardSockets.SYSTEM);
    }

    @Test
    void agreeAtEachOfManyRandomSteps() throws Exception {
        Random random = new Random(20261121);
        List<Reservation> held = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            if (!held.isEmpty() && random.nextInt(5) < 2) {
                held.remove(random.nextInt(held.size())).release();
            } else {
                take(List.of(TCP, UDP, BOTH).get(random.nextInt(3)), held);
            }
            assertThat(lockedInKernel()).as("step %d", step).isEqualTo(slots(held));
        }
        assertThat(held).isNotEmpty();
        held.forEach(Reservation::release);
        assertThat(lockedInKernel()).isEmpty();
    }

    @Test
    void agreeAfterTheFilesWereDeletedAndMadeAnew() throws Exception {
        List<Reservation> held = new ArrayList<>();
        int before = 0;
        for (int renewal = 0; renewal < 5; renewal++) {
            take(BOTH, held);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            try (WarningsCapture warnings = new WarningsCapture()) {
                take(TCP, held);
                assertThat(warnings.texts()).hasSize(1);
            }
            assertThat(lockedInKernel()).isEqualTo(slots(held));
            before = renewal == 0 ? filesOpen() : before;
        }
        assertThat(filesOpen()).as("replaced files are closed").isEqualTo(before);
        held.forEach(Reservation::release);
        assertThat(lockedInKernel()).isEmpty();
    }

    @Test
    void nothingMoreIsOpenAfterAThousandReservationsAndRefusals() throws Exception {
        take(BOTH, new ArrayList<>());
        int before = allOpen();
        List<Reservation> held = new ArrayList<>();
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < 12; i++) {
                take(TCP, held);
            }
            held.forEach(Reservation::release);
            held.clear();
        }
        // fewer if the collector found something of an earlier test
        assertThat(allOpen()).isLessThanOrEqualTo(before);
    }

    private void take(ReservationOptions options, List<Reservation> held) {
        try {
            held.add(new PoolSearch(registry, pool, options).one());
        } catch (PoolExhaustedException allAreHeld) {
            Assertions.assertThat(allAreHeld).hasMessageContaining("reserved by tests: ");
        }
    }

    private static SortedSet<Integer> slots(List<Reservation> held) {
        SortedSet<Integer> slots = new TreeSet<>();
        for (Reservation reservation : held) {
            for (Protocol protocol : reservation.options().protocols()) {
                slots.add(protocol == Protocol.TCP ? reservation.port() : 65536 + reservation.port());
            }
        }
        return slots;
    }

    /** Reads lines such as {@code lock: 1: POSIX  ADVISORY  WRITE 4711 00:1f:42 20000 20003}; neighbours are merged. */
    private SortedSet<Integer> lockedInKernel() throws IOException {
        SortedSet<Integer> locked = new TreeSet<>();
        for (Path descriptor : open(path.resolve("locks-").toString())) {
            for (String line : Files.readAllLines(
                    Path.of("/proc/self/fdinfo", descriptor.getFileName().toString()))) {
                if (line.startsWith("lock:")) {
                    String[] fields = line.split("\\s+");
                    for (int slot = Integer.parseInt(fields[fields.length - 2]);
                            slot <= Integer.parseInt(fields[fields.length - 1]);
                            slot++) {
                        locked.add(slot);
                    }
                }
            }
        }
        return locked;
    }

    private int filesOpen() throws IOException {
        return open(path.toString()).size();
    }

    private static int allOpen() throws IOException {
        return open("").size();
    }

    private static List<Path> open(String prefix) throws IOException {
        List<Path> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    if (Files.readSymbolicLink(descriptor).toString().startsWith(prefix)) {
                        open.add(descriptor);
                    }
                } catch (IOException closedMeanwhile) {
                    continue;
                }
            }
        }
        return open;
    }
}
