package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessIdentity;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePrunerTests {
    private static final ProcessIdentity SELF = ProcessIdentity.current();

    @TempDir
    Path path;

    private RegistryDirectory directory;

    @BeforeEach
    void open() throws Exception {
        directory = RegistryDirectory.prepare(path, "test", FileCalls.SYSTEM);
    }

    @Test
    void areDeletedIfTheyAreJournalsOfEndedJvms() throws IOException {
        Path old = aged(journal(ended(1)), Duration.ofHours(2));
        Path recent = aged(journal(ended(2)), Duration.ofMinutes(20));
        Path living = aged(journal(new ProcessIdentity(SELF.pid(), 0)), Duration.ofDays(2));

        FilePruner.prune(directory, SystemCalls.SYSTEM);

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
        assertThat(living).exists();
    }

    @Test
    void areDeletedIfTheyAreLedgersOfNamespacesLongUnused() throws IOException {
        Path old = aged("ledger-net1-boot-pid1", Duration.ofDays(8));
        Path recent = aged("ledger-net2-boot-pid1", Duration.ofDays(6));
        Path own = aged(directory.ledger().getFileName().toString(), Duration.ofDays(8));
        Path locks = aged("locks-net1-boot", Duration.ofDays(8));

        FilePruner.prune(directory, SystemCalls.SYSTEM);

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
        assertThat(own).exists();
        assertThat(locks).as("an unlinked lock file would part JVMs").exists();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areTheOldestJournalsIfAllTogetherAreTooLargeInWhicheverOrderTheyAreListed(boolean reversed)
            throws IOException {
        Path oldest = large(ended(1), 8, Duration.ofMinutes(40));
        Path middle = large(ended(2), 8, Duration.ofMinutes(30));
        Path newest = large(ended(3), 8, Duration.ofMinutes(20));

        FilePruner.prune(directory, listing(reversed ? Comparator.reverseOrder() : Comparator.naturalOrder()));

        assertThat(oldest).doesNotExist();
        assertThat(middle).exists();
        assertThat(newest).exists();
    }

    @Test
    void areTheOldestJournalsIfThereAreTooMany() throws IOException {
        Path oldest = aged(journal(ended(1)), Duration.ofMinutes(40));
        Path next = aged(journal(ended(2)), Duration.ofMinutes(39));
        Path living = aged(journal(SELF), Duration.ofMinutes(50));
        Path foreign = aged(journal(ended(1)).replaceFirst("-pid[0-9]+-", "-pid9-"), Duration.ofMinutes(50));
        for (int i = 3; i <= 513; i++) {
            aged(journal(ended(i)), Duration.ofMinutes(20));
        }

        FilePruner.prune(directory, SystemCalls.SYSTEM);

        assertThat(oldest).doesNotExist();
        assertThat(next).exists();
        assertThat(living).exists();
        assertThat(foreign).exists();
    }

    @Test
    void areKeptLongerIfNobodyHereKnowsWhetherTheirJvmHasEnded() throws IOException {
        String foreign = journal(ended(1)).replaceFirst("-pid[0-9]+-", "-pid9-");
        Path recent = aged(foreign, Duration.ofHours(2));
        Path nameless = aged("journal-nobody", Duration.ofHours(2));
        FilePruner.prune(directory, SystemCalls.SYSTEM);
        assertThat(recent).exists();
        assertThat(nameless).exists();

        aged("pruned", Duration.ofMinutes(11));
        aged(foreign, Duration.ofDays(8));
        aged("journal-nobody", Duration.ofDays(8));
        FilePruner.prune(directory, SystemCalls.SYSTEM);
        assertThat(recent).doesNotExist();
        assertThat(nameless).doesNotExist();
    }

    @Test
    void areLookedForIfTheClockWasSetBack() throws IOException {
        Path old = aged(journal(ended(1)), Duration.ofHours(2));
        aged("pruned", Duration.ofHours(-1));

        FilePruner.prune(directory, SystemCalls.SYSTEM);

        assertThat(old).doesNotExist();
    }

    @Test
    void areLookedForNowAndThenOnly() throws IOException {
        FilePruner.prune(directory, SystemCalls.SYSTEM);
        Path old = aged(journal(ended(1)), Duration.ofHours(2));

        FilePruner.prune(directory, SystemCalls.SYSTEM);
        assertThat(old).exists();

        aged("pruned", Duration.ofMinutes(11));
        FilePruner.prune(directory, SystemCalls.SYSTEM);
        assertThat(old).doesNotExist();
    }

    @Test
    void doNotIncludeALedgerInUse() throws Exception {
        aged(directory.ledger().getFileName().toString(), Duration.ofDays(8));

        RegistryFiles.open(path, "test", SystemCalls.SYSTEM);

        assertThat(directory.ledger().toFile().lastModified())
                .isGreaterThan(Instant.now().minus(Duration.ofMinutes(5)).toEpochMilli());
    }

    /** Other JVMs write while files are sorted, and times that change would contradict each other. */
    @Test
    void areAskedForTheirTimesOnce() throws IOException {
        Set<Path> asked = new HashSet<>();
        for (int i = 1; i <= 40; i++) {
            aged(journal(ended(i)), Duration.ofDays(2));
        }
        FileCalls strict = new FileCalls() {
            @Override
            public List<Path> list(Path any, String glob) throws IOException {
                return FileCalls.super.list(any, glob).stream()
                        .map(FilePrunerTests::withoutFile)
                        .collect(Collectors.toCollection(ArrayList::new));
            }

            @Override
            public @Nullable BasicFileAttributes stat(Path file) throws IOException {
                Path real = path.resolve(file.toString());
                if (!asked.add(real)) {
                    throw new IOException(real + " is asked for its time again");
                }
                return FileCalls.super.stat(real);
            }

            @Override
            public void delete(Path file) throws IOException {
                FileCalls.super.delete(path.resolve(file.toString()));
            }
        };

        FilePruner.prune(directory, new SystemCalls(strict, SocketCalls.SYSTEM, SystemCalls.ProcessCalls.SYSTEM));

        assertThat(asked).hasSize(41);
        try (Stream<Path> left = Files.list(path)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactly("pruned");
        }
    }

    /** Returns a path that only the calls of the test can read. */
    private static Path withoutFile(Path path) {
        return (Path) Proxy.newProxyInstance(
                FilePrunerTests.class.getClassLoader(), new Class<?>[] {Path.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("toFile") || method.getName().equals("getFileSystem")) {
                        throw new IllegalStateException(path + " is asked for its time again");
                    }
                    return method.invoke(path, arguments);
                });
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a link needs privileges there")
    void areNotEmptiedThroughALink(@TempDir Path elsewhere) throws IOException {
        Path victim = Files.writeString(elsewhere.resolve("victim"), "precious");
        Files.createSymbolicLink(path.resolve("pruned"), victim);
        Files.setLastModifiedTime(victim, FileTime.from(Instant.EPOCH));
        Path old = aged(journal(ended(1)), Duration.ofHours(2));

        FilePruner.prune(directory, longAgo());

        assertThat(victim).hasContent("precious");
        assertThat(old).doesNotExist();
        assertThat(path.resolve("pruned")).isRegularFile().isEmptyFile();
        assertThat(Files.isSymbolicLink(path.resolve("pruned"))).isFalse();
    }

    /** Lets links be old: no call of the JDK sets the time of a link itself. */
    private static SystemCalls longAgo() {
        FileCalls files = new FileCalls() {
            @Override
            public @Nullable BasicFileAttributes stat(Path file) throws IOException {
                return Files.isSymbolicLink(file)
                        ? Files.readAttributes(file, BasicFileAttributes.class)
                        : FileCalls.super.stat(file);
            }
        };
        return new SystemCalls(files, SocketCalls.SYSTEM, SystemCalls.ProcessCalls.SYSTEM);
    }

    private static SystemCalls listing(Comparator<Path> order) {
        FileCalls files = new FileCalls() {
            @Override
            public List<Path> list(Path any, String glob) throws IOException {
                List<Path> listed = FileCalls.super.list(any, glob);
                listed.sort(order);
                return listed;
            }
        };
        return new SystemCalls(files, SocketCalls.SYSTEM, SystemCalls.ProcessCalls.SYSTEM);
    }

    private Path large(ProcessIdentity jvm, int megabytes, Duration age) throws IOException {
        Path file = path.resolve(journal(jvm));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength((long) megabytes << 20);
        }
        return aged(file.getFileName().toString(), age);
    }

    private String journal(ProcessIdentity jvm) {
        return directory.journal(jvm).getFileName().toString();
    }

    private static ProcessIdentity ended(int number) {
        return new ProcessIdentity(SELF.pid(), SELF.startTicks() + number);
    }

    private Path aged(String name, Duration age) throws IOException {
        Path file = path.resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }
}
