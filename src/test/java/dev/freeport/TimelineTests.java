package dev.freeport;

import static dev.freeport.condition.Prerequisite.MOUNT_NAMESPACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.internal.session.PortSession;
import dev.freeport.internal.timeline.Timeline;
import dev.freeport.stack.PortRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The page that JVMs leave, each of which really ends. */
class TimelineTests {
    @TempDir
    Path directory;

    private Path page;
    private String ports;

    @BeforeEach
    void choose() {
        page = directory.resolve("target").resolve("ports.html");
        ports = Requests.range(6).toString();
    }

    @Test
    void saysWhatAJvmDid() throws IOException {
        String port;
        try (ForkedJvm jvm = start()) {
            port = ReservingJvm.ask(jvm, "reserve");
            ReservingJvm.ask(jvm, "release");
            assertThat(page).as("before the end").doesNotExist();
            assertThat(jvm.ask("exit")).isEqualTo("<ended>");
        }

        assertThat(events("+", "-", "end"))
                .satisfiesExactly(
                        reserved -> assertThat(reserved)
                                .matches(
                                        "\\[\"\\+\",[0-9]{16}," + port + ",\"tcp\",\"a test\",\"(no )?guard socket\"]"),
                        released -> assertThat(released).matches("\\[\"-\",[0-9]{16}," + port + ",\"tcp\"]"),
                        end -> assertThat(end).matches("\\[\"end\",[0-9]{16}]"));
    }

    @Test
    void saysWhatTheJvmsOfABuildDidOnceTheLastHasEnded() throws IOException {
        try (ForkedJvm one = start();
                ForkedJvm two = start()) {
            String first = ReservingJvm.ask(one, "reserve");
            String second = ReservingJvm.ask(two, "reserve");
            one.ask("exit");
            assertThat(events("file")).as("the other is known").hasSize(2);
            assertThat(events("end")).as("and goes on").hasSize(1);
            ReservingJvm.ask(two, "release");
            two.ask("exit");

            assertThat(pids()).containsExactlyInAnyOrder(one.pid(), two.pid());
            assertThat(events("+"))
                    .hasSize(2)
                    .anyMatch(line -> line.contains(first))
                    .anyMatch(line -> line.contains(second));
            assertThat(events("-")).hasSize(1);
            assertThat(events("end")).hasSize(2);
        }
    }

    @Test
    void isCompleteWhenAllEndAtOnce() throws IOException {
        List<ForkedJvm> jvms = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            jvms.add(start());
        }
        jvms.forEach(jvm -> ReservingJvm.ask(jvm, "reserve"));
        jvms.parallelStream().forEach(jvm -> jvm.ask("exit"));
        jvms.forEach(ForkedJvm::close);

        assertThat(events("end")).hasSize(5);
        assertThat(events("+")).hasSize(5);
    }

    @Test
    void lacksNothingThatAKilledJvmHadWritten() throws IOException {
        try (ForkedJvm killed = start();
                ForkedJvm other = start()) {
            ReservingJvm.ask(killed, "reserve");
            ReservingJvm.ask(other, "reserve");
            killed.kill();
            other.ask("exit");

            assertThat(pids()).containsExactlyInAnyOrder(killed.pid(), other.pid());
            assertThat(events("+")).hasSize(2);
            assertThat(events("end")).as("the killed one says nothing").hasSize(1);
        }
    }

    @Test
    void isMadeByHandIfTheLastJvmWasKilled() throws IOException {
        try (ForkedJvm killed = start()) {
            ReservingJvm.ask(killed, "reserve");
            killed.kill();
            assertThat(page).doesNotExist();

            assertThat(Timeline.remake(page)).isTrue();
            assertThat(pids()).containsExactly(killed.pid());
        }
        assertThat(Timeline.remake(directory.resolve("other.html"))).isFalse();
    }

    @Test
    void missesAJvmWhoseEventsAreGone() throws IOException {
        try (ForkedJvm lost = start();
                ForkedJvm other = start()) {
            ReservingJvm.ask(lost, "reserve");
            ReservingJvm.ask(other, "reserve");
            lost.ask("exit");
            for (Path file : eventFiles()) {
                if (file.getFileName().toString().contains("-jvm-" + lost.pid() + "-")) {
                    Files.delete(file);
                }
            }
            other.ask("exit");

            assertThat(pids()).containsExactly(other.pid());
            assertThat(events("+")).hasSize(1);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file cannot be deleted there")
    void isNotMadeIfItsFolderIsCleanedUp() throws IOException {
        try (ForkedJvm jvm = start()) {
            ReservingJvm.ask(jvm, "reserve");
            for (Path file : eventFiles()) {
                Files.delete(file);
            }
            Files.delete(page.resolveSibling("ports.html.events"));
            assertThat(jvm.ask("release")).isEqualTo("done");
            assertThat(jvm.ask("exit")).isEqualTo("<ended>");
        }

        assertThat(page.getParent()).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file cannot be deleted there")
    void ofAnotherBuildStaysIfOnlyTheOwnEventsAreGone() throws IOException {
        try (ForkedJvm jvm = start()) {
            ReservingJvm.ask(jvm, "reserve");
            for (Path file : eventFiles()) {
                Files.delete(file);
            }
            Files.writeString(page, "of another build");
            assertThat(jvm.ask("exit"))
                    .isEqualTo(
                            "WARNING: The timeline " + page + " lacks what this JVM did: its event file was deleted.");
        }

        assertThat(page).hasContent("of another build");
    }

    @Test
    void isNoDirectory() throws IOException {
        Files.createDirectories(page);
        try (ForkedJvm jvm = start()) {
            assertThat(jvm.ask("reserve"))
                    .isEqualTo("WARNING: The timeline " + page
                            + " cannot be written: it is a directory. Set freeport.timeline to a file, such as "
                            + page.resolve("ports.html") + ".");
            assertThat(jvm.readLine()).matches("[0-9]+");
            assertThat(jvm.ask("exit")).isEqualTo("<ended>");
        }

        assertThat(page.getParent()).isDirectoryContaining(page::equals);
        assertThat(Files.list(page.getParent())).hasSize(1);
    }

    @Test
    void isMadeAtTheEndOfASessionToo() throws IOException {
        String settings = "-Dfreeport.timeline=" + page;
        try (ForkedJvm jvm = ForkedJvm.start(
                List.of(),
                List.of(settings),
                System.getProperty("java.class.path"),
                Sessions.class,
                directory,
                ports)) {
            assertThat(jvm.ask("session")).isEqualTo("ended");
            assertThat(events("+")).hasSize(1);
            assertThat(events("end")).isEmpty();
            assertThat(jvm.ask("session")).isEqualTo("ended");
            assertThat(events("+")).hasSize(2);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no env")
    void isBelowTheWorkingDirectoryIfItsPathIsRelative() throws IOException {
        List<String> inDirectory = List.of("env", "-C", directory.toString());
        try (ForkedJvm jvm = ReservingJvm.start(inDirectory, options(Path.of("target", "ports.html")), ports)) {
            ReservingJvm.ask(jvm, "reserve");
            jvm.ask("exit");
        }

        assertThat(events("+")).hasSize(1);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the failure is another one there")
    void thatCannotBeMadeIsSaidAndNoFailure() throws IOException {
        Files.writeString(directory.resolve("target"), "a file");
        try (ForkedJvm jvm = start()) {
            assertThat(jvm.ask("reserve"))
                    .isEqualTo(
                            "WARNING: The timeline " + page + " cannot be written: java.nio.file.FileSystemException: "
                                    + directory.resolve("target/ports.html.events") + ": Not a directory."
                                    + " Set freeport.timeline to a file in a directory that this user may write.");
            assertThat(jvm.readLine()).matches("[0-9]+");
            assertThat(jvm.ask("release")).isEqualTo("done");
            assertThat(jvm.ask("exit")).isEqualTo("<ended>");
        }
    }

    @Test
    @EnabledIfAvailable(MOUNT_NAMESPACES)
    void thatDoesNotFitOnTheDiskIsSaid() throws IOException {
        Path small = Files.createDirectory(directory.resolve("small"));
        List<String> onASmallDisk = List.of(
                "unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=32k tmpfs " + small + "; exec \"$@\"", "sh");
        page = small.resolve("ports.html");
        try (ForkedJvm jvm = ReservingJvm.start(onASmallDisk, options(page), ports)) {
            assertThat(ReservingJvm.ask(jvm, "reserve")).matches("[0-9]+");
            assertThat(jvm.ask("exit"))
                    .isEqualTo("WARNING: The timeline " + page
                            + " cannot be written: java.io.IOException: No space left on"
                            + " device. Its disk is full: free some space, or set freeport.timeline to a file on another"
                            + " one.");
            assertThat(jvm.readLine()).isEqualTo("<ended>");
        }
    }

    @Test
    void isNotThoughtOfUnlessItIsAskedFor() throws IOException {
        List<String> options = List.of("-Dfreeport.directory=" + directory.resolve("meeting"), "-verbose:class");
        List<String> classes = new ArrayList<>();
        try (ForkedJvm jvm = ReservingJvm.start(List.of(), options, ports)) {
            for (String line = jvm.ask("reserve"); !line.matches("[0-9]+"); line = jvm.readLine()) {
                classes.add(line);
            }
            for (String line = jvm.ask("exit"); !line.equals("<ended>"); line = jvm.readLine()) {
                classes.add(line);
            }
        }

        assertThat(classes).anyMatch(line -> line.contains(" dev.freeport.internal.registry.PortRegistry "));
        assertThat(classes)
                .noneMatch(line -> line.contains(" dev.freeport.internal.timeline.")
                        || line.contains(" dev.freeport.TimelineRecording ")
                        || line.contains("jfr.internal"));
        assertThat(Files.list(directory)).containsExactly(directory.resolve("meeting"));
    }

    private ForkedJvm start() {
        return ReservingJvm.start(List.of(), options(page), ports);
    }

    private List<String> options(Path where) {
        return List.of("-Dfreeport.directory=" + directory.resolve("meeting"), "-Dfreeport.timeline=" + where);
    }

    /** Returns the lines of the page that begin with one of these words. */
    private List<String> events(String... kinds) throws IOException {
        return Files.readAllLines(page, StandardCharsets.UTF_8).stream()
                .filter(line -> Stream.of(kinds).anyMatch(kind -> line.startsWith("[\"" + kind + "\",")))
                .toList();
    }

    private List<Long> pids() throws IOException {
        List<Long> pids = new ArrayList<>();
        Pattern jvm = Pattern.compile("\\[\"jvm\",([0-9]+),.*");
        for (String line : events("jvm")) {
            Matcher matcher = jvm.matcher(line);
            assertThat(matcher.matches()).isTrue();
            pids.add(Long.valueOf(matcher.group(1)));
        }
        return pids;
    }

    private List<Path> eventFiles() throws IOException {
        try (Stream<Path> files = Files.list(page.resolveSibling("ports.html.events"))) {
            return files.toList();
        }
    }

    /** A JVM in which sessions of tests come and go. */
    static final class Sessions {
        private Sessions() {}

        public static void main(String[] arguments) throws IOException {
            PortRequest request = PortRequest.fromSystemProperties()
                    .withDirectory(Path.of(arguments[0], "meeting"))
                    .withRanges(PortRange.parseList(arguments[1]).get(0));
            while (System.in.read() >= 0) {
                System.in.skip(System.in.available());
                long start = System.nanoTime();
                FreePorts.reserve(request).close();
                PortSession.end(start);
                System.out.println("ended");
            }
        }
    }
}
