package dev.freeport.internal.timeline;

import static dev.freeport.condition.Prerequisite.MKFIFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.registry.NamespaceIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which events are those of this build, and which are old. */
class EventFolderTests {
    private static final String PIDS = NamespaceIds.current().pids();
    private static final ProcessIdentity SELF = ProcessIdentity.current();
    private static final ProcessIdentity DEAD = new ProcessIdentity(SELF.pid(), SELF.startTicks() + 1);
    private static final ProcessIdentity BUILD = DEAD;
    private static final ProcessIdentity OTHER_BUILD = new ProcessIdentity(SELF.pid(), SELF.startTicks() + 2);
    private static final long MINUTE = 60_000;
    private static final long NOW = 1_795_258_077_000L;
    private static final EventFileName OWN = new EventFileName(PIDS, BUILD, SELF, NOW);

    @TempDir
    Path directory;

    private EventFolder folder;

    @BeforeEach
    void make() throws IOException {
        folder = new EventFolder(directory.resolve("ports.html"));
        Files.createDirectories(folder.path());
    }

    @Test
    void liesBesideThePage() {
        assertThat(folder.path()).isEqualTo(directory.resolve("ports.html.events"));
    }

    @Test
    void keepsWhatTheSameBuildWroteHoweverLongAgo() throws IOException {
        Path earlierModule = file(PIDS, BUILD, DEAD, NOW - 300 * MINUTE, NOW - 200 * MINUTE);

        folder.prune(OWN, true);

        assertThat(folder.filesOf(OWN)).containsExactly(earlierModule);
    }

    @Test
    void deletesWhatEarlierBuildsWrote() throws IOException {
        Path earlier = file(PIDS, OTHER_BUILD, DEAD, NOW - 2, NOW - 1);

        folder.prune(OWN, true);

        assertThat(earlier).doesNotExist();
    }

    @Test
    void keepsWhatABuildWroteThatStillRuns() throws IOException {
        Path sameTime = file(PIDS, SELF, DEAD, NOW - 2, NOW - 1);
        Path orphan = file(PIDS, OTHER_BUILD, SELF, NOW - 2, NOW - 1);

        folder.prune(OWN, true);

        assertThat(sameTime).exists();
        assertThat(orphan).exists();
        assertThat(folder.filesOf(OWN)).as("but not on this page").isEmpty();
    }

    @Test
    void keepsForADayWhatAnotherPidNamespaceWrote() throws IOException {
        Path container = file("pid9", OTHER_BUILD, DEAD, NOW - 60 * MINUTE, NOW - 59 * MINUTE);
        Path older = file("pid9", OTHER_BUILD, DEAD, NOW - 1500 * MINUTE, NOW - 1441 * MINUTE);

        folder.prune(OWN, true);

        assertThat(container).exists();
        assertThat(older).doesNotExist();
    }

    @Test
    void takesAPauseForTheEndOfABuildOfADaemon() throws IOException {
        Path justNow = file(PIDS, BUILD, DEAD, NOW - 5 * MINUTE, NOW - MINUTE);
        Path before = file(PIDS, BUILD, DEAD, NOW - 9 * MINUTE, NOW - 6 * MINUTE);
        Path lastBuild = file(PIDS, BUILD, DEAD, NOW - 13 * MINUTE, NOW - 12 * MINUTE);
        Path buildBeforeThat = file(PIDS, BUILD, DEAD, NOW - 14 * MINUTE, NOW - 13 * MINUTE);

        folder.prune(OWN, false);

        assertThat(folder.filesOf(OWN)).containsExactly(before, justNow);
        assertThat(lastBuild).doesNotExist();
        assertThat(buildBeforeThat).doesNotExist();
    }

    @Test
    void passesOverOtherFiles() throws IOException {
        Path other = Files.writeString(folder.path().resolve("notes.jsonl"), "mine");

        folder.prune(OWN, true);

        assertThat(other).exists();
        assertThat(folder.filesOf(OWN)).isEmpty();
        assertThat(folder.newest()).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void passesOverLinksAndDirectories() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "not for the page");
        Files.createSymbolicLink(folder.path().resolve(new EventFileName(PIDS, BUILD, DEAD, 1).toString()), secret);
        Files.createDirectory(folder.path().resolve(new EventFileName(PIDS, BUILD, DEAD, 2).toString()));

        assertThat(folder.filesOf(OWN)).isEmpty();
        folder.prune(OWN, true);
        assertThat(secret).exists();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void locksNothingElsewhere() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Path lock = Files.createSymbolicLink(folder.path().resolve("lock"), elsewhere);

        assertThatThrownBy(() -> folder.locked(() -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(lock + " is no regular file");
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "mkfifo of Linux")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnabledIfAvailable(MKFIFO)
    void waitsForNoPipe() throws Exception {
        String name = new EventFileName(PIDS, BUILD, DEAD, 1).toString();
        for (String pipe : List.of(name, "lock")) {
            new ProcessBuilder("mkfifo", folder.path().resolve(pipe).toString())
                    .start()
                    .waitFor();
        }

        assertThat(folder.filesOf(OWN)).isEmpty();
        assertThatThrownBy(() -> folder.locked(() -> {})).hasMessage(folder.path() + "/lock is no regular file");
    }

    @Test
    void letsOnlyOneWorkAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Integer> seen = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                try {
                    for (int round = 0; round < 20; round++) {
                        folder.locked(() -> {
                            seen.add(inside.incrementAndGet());
                            Thread.yield();
                            inside.decrementAndGet();
                        });
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(seen).hasSize(80).containsOnly(1);
    }

    /** A sort by times that change during the sort may throw: "Comparison method violates its general contract!" */
    @Test
    void standsFilesThatOtherJvmsWriteMeanwhile() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            files.add(file(PIDS, BUILD, SELF, NOW - i, NOW));
        }
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            while (!done.get()) {
                try {
                    Files.setLastModifiedTime(
                            files.get(random.nextInt(files.size())), FileTime.fromMillis(NOW - random.nextInt(1000)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        writer.start();
        try {
            for (int round = 0; round < 100; round++) {
                folder.prune(OWN, false);
            }
        } finally {
            done.set(true);
            writer.join();
        }

        assertThat(files).allMatch(Files::exists);
    }

    private Path file(String pids, ProcessIdentity build, ProcessIdentity jvm, long opened, long written)
            throws IOException {
        Path file = folder.path().resolve(new EventFileName(pids, build, jvm, opened).toString());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.fromMillis(written));
        return file;
    }
}
