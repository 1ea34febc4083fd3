package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import dev.freeport.internal.pool.PortPool;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a port does not need, such as the journal, fails no reservation, whatever it throws. */
class NeedlessCallsTests {
    private static final ReservationOptions OPTIONS = new ReservationOptions("a test", Duration.ZERO);

    @TempDir
    Path parent;

    private final PortPool pool = TestPorts.pool(TestPorts.range(3));

    static Stream<Supplier<Throwable>> failures() {
        return Stream.of(
                () -> new IllegalStateException("as a test wants it"),
                () -> new StackOverflowError("as a test wants it"),
                () -> new NoClassDefFoundError("as a test wants it"));
    }

    /** Lets the calls on journals and on the files of the pruner fail, one after the other. */
    @ParameterizedTest
    @MethodSource("failures")
    void ofFilesFailNoReservation(Supplier<Throwable> failure) throws Exception {
        int faulty = 0;
        boolean happened = true;
        while (happened) {
            Path directory = Files.createDirectory(parent.resolve("x" + faulty));
            oldJournals(directory);
            Failing failing = new Failing(faulty, failure);
            SystemCalls calls = new SystemCalls(failing.calls(), SocketCalls.SYSTEM, SystemCalls.ProcessCalls.SYSTEM);
            try (WarningsCapture warnings = new WarningsCapture()) {
                assertReserves(new PortRegistry(
                        RegistryFiles.open(directory, "test", calls),
                        EnumSet.allOf(GuardKind.class),
                        GuardSockets.SYSTEM));
                assertThat(warnings.texts()).hasSizeLessThan(3);
            }
            happened = failing.count > faulty;
            faulty++;
        }
        assertThat(faulty).as("calls that failed").isGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void ofObserversFailNoReservation(Supplier<Throwable> failure) throws Exception {
        for (String method : List.of("reserved", "released", "bindFailed", "leaked", "waiting", "waited")) {
            List<String> called = new ArrayList<>();
            PortObserver observer = proxy(PortObserver.class, (name, call) -> {
                if (name.equals(method)) {
                    called.add(name);
                    throw failure.get();
                }
                return name.equals("toString") ? "an observer" : name.equals("equals") ? Boolean.TRUE : null;
            });
            PortObservers.add(observer);
            try (WarningsCapture warnings = new WarningsCapture()) {
                assertReserves(new PortRegistry(
                        RegistryFiles.open(parent.resolve(method), "test", SystemCalls.SYSTEM),
                        EnumSet.allOf(GuardKind.class),
                        GuardSockets.SYSTEM));
                assertThat(warnings.texts()).containsExactly("an observer is told nothing more: " + failure.get());
            } finally {
                PortObservers.remove(observer);
            }
            assertThat(called).containsExactly(method);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links of Unix")
    void ofAJournalThatIsALinkFailNoReservationAndWriteNothingElsewhere(@TempDir Path elsewhere) throws Exception {
        Path victim = Files.writeString(elsewhere.resolve("victim"), "precious");
        Path journal = RegistryDirectory.at(parent).journal(dev.freeport.internal.process.ProcessIdentity.current());
        Files.createSymbolicLink(journal, victim);
        try (WarningsCapture warnings = new WarningsCapture()) {
            assertReserves(new PortRegistry(
                    RegistryFiles.open(parent, "test", SystemCalls.SYSTEM),
                    EnumSet.allOf(GuardKind.class),
                    GuardSockets.SYSTEM));

            assertThat(warnings.texts())
                    .containsExactly(
                            "No journal: " + journal + " must be a regular file, not a link or a device. Delete"
                                    + " it; Freeport creates it anew.; other JVMs will not know what this one holds.");
        }
        assertThat(victim).hasContent("precious");
    }

    private void assertReserves(PortRegistry registry) throws Exception {
        Reservation one = new PoolSearch(registry, pool, OPTIONS).one();
        one.noteBindFailure("why", "why, at length");
        one.noteLeak("which", "which, at length");
        Reservation fixed = reserveWithAWait(registry, one);
        List<Reservation> two = new PoolSearch(registry, pool, OPTIONS).several(2);
        assertThat(Stream.concat(Stream.of(fixed), two.stream()).map(Reservation::port))
                .doesNotHaveDuplicates()
                .allMatch(port -> pool.containsAll(port, 1));
        two.forEach(Reservation::release);
        fixed.release();
        registry.rest();
        new PoolSearch(registry, pool, OPTIONS).one().release();
    }

    /** Has another thread release the port once it is waited for. */
    private static Reservation reserveWithAWait(PortRegistry registry, Reservation held) throws Exception {
        Thread releasing = new Thread(() -> {
            long start = System.nanoTime();
            while (System.nanoTime() - start < 20_000_000) {
                Thread.onSpinWait();
            }
            held.release();
        });
        releasing.start();
        Reservation fixed = new FixedPortWait(registry, held.port(), OPTIONS).await(Duration.ofSeconds(30));
        releasing.join();
        return fixed;
    }

    private static void oldJournals(Path directory) throws Exception {
        RegistryDirectory registry = RegistryDirectory.at(directory);
        for (int i = 0; i < 3; i++) {
            Path journal = directory.resolve(registry.journalsOfThisNetwork() + "pid0-" + (4711 + i) + "-1.tsv");
            try (RandomAccessFile sparse = new RandomAccessFile(journal.toFile(), "rw")) {
                sparse.setLength(9 << 20);
            }
            Files.setLastModifiedTime(journal, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
        }
    }

    /** The calls of the file system, of which one on a file that no port needs fails. */
    private static final class Failing {
        private final int faulty;
        private final Supplier<Throwable> failure;
        private int count;

        Failing(int faulty, Supplier<Throwable> failure) {
            this.faulty = faulty;
            this.failure = failure;
        }

        FileCalls calls() {
            return (FileCalls) Proxy.newProxyInstance(
                    FileCalls.class.getClassLoader(), new Class<?>[] {FileCalls.class}, (proxy, method, arguments) -> {
                        if (arguments != null && isNeedless(arguments, method.getName()) && count++ == faulty) {
                            throw failure.get();
                        }
                        try {
                            return method.invoke(FileCalls.SYSTEM, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private static boolean isNeedless(Object[] arguments, String method) {
            String path = arguments[0].toString();
            return List.of("openToAppend", "append", "truncate", "delete").contains(method)
                    || path.contains("journal-")
                    || path.endsWith("pruned")
                    || method.equals("list") && !arguments[1].equals("*");
        }
    }

    private interface Answer {
        @Nullable
        Object to(String method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
