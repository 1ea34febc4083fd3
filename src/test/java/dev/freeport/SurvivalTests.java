package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.stack.PortRange;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What else befalls a registry. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals and limits of Unix")
class SurvivalTests {
    @TempDir
    Path parent;

    private final PortRange range = Requests.range(3);
    private final String threePorts = range.toString();

    /** From jars, as users have it: a class folder needs a descriptor for each class that is loaded. */
    @Test
    void ofTheDescriptorLimit() throws Exception {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = parent.resolve(jars.size() + ".jar");
            if (Files.isDirectory(Path.of(entry))) {
                int code = ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, "cf", jar.toString(), "-C", entry, ".");
                assertThat(code).isZero();
            }
            jars.add(Files.exists(jar) ? jar.toString() : entry);
        }
        try (ForkedJvm jvm = ForkedJvm.start(
                List.of("sh", "-c", "ulimit -n 64 && exec \"$@\"", "sh"),
                List.of("-XX:-MaxFDLimit", "-Dfreeport.directory=" + parent.resolve("registry")),
                String.join(File.pathSeparator, jars),
                ReservingJvm.class,
                Requests.range(100))) {
            for (int i = 0; i < 100; i++) {
                assertThat(ReservingJvm.ask(jvm, "reserve")).as("port %d", i).matches("[0-9]+");
            }
            assertThat(ReservingJvm.ask(jvm, "serve")).as("a server has room").startsWith("served ");
        }
    }

    /** It permits 25 UDP sockets, or none on the port of the locks. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "security managers")
    void ofASecurityManager(boolean permitsAllPorts) throws Exception {
        PortRange thirty = Requests.range(30);
        Path policy = Files.writeString(
                parent.resolve("policy"), """
                grant {
                    permission java.net.SocketPermission "%s", "listen, resolve";
                    permission java.util.PropertyPermission "*", "read, write";
                    permission java.io.FilePermission "<<ALL FILES>>", "read, write, delete, readlink";
                    permission java.lang.RuntimePermission "*";
                    permission java.util.logging.LoggingPermission "control";
                };
                """.formatted(permitsAllPorts ? "*" : "localhost:" + thirty));
        try (ForkedJvm jvm = ReservingJvm.start(
                List.of(),
                List.of(
                        "-Djava.security.manager",
                        "-Djava.security.policy==" + policy,
                        "-Dfreeport.directory=" + parent.resolve("registry")),
                thirty.toString())) {
            for (int i = 0; i < 30; i++) {
                assertThat(ReservingJvm.ask(jvm, "reserve")).as("port %d", i).matches("[0-9]+");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "a file", "a link", "a directory"})
    void ofADirectoryThatIsReplacedWhileItIsInUse(String by) throws Exception {
        Path directory = parent.resolve("registry");
        try (ForkedJvm holder = ReservingJvm.start(directory, threePorts)) {
            String first = ReservingJvm.ask(holder, "reserve");
            delete(directory);
            switch (by) {
                case "a file" -> Files.createFile(directory);
                case "a link" -> Files.createSymbolicLink(directory, parent);
                case "a directory" -> Files.createDirectory(directory);
                default -> assertThat(directory).doesNotExist();
            }
            String second = ReservingJvm.ask(holder, "reserve");
            assertThat(second).matches("[0-9]+").isNotEqualTo(first);

            try (ForkedJvm other = ReservingJvm.start(parent.resolve("elsewhere"), threePorts)) {
                assertThat(ReservingJvm.ask(other, "reserve"))
                        .as("the kernel locks hold both")
                        .matches("[0-9]+")
                        .isNotIn(first, second);
                assertThat(ReservingJvm.ask(other, "reserve")).startsWith("none: ");
            }
            assertThat(ReservingJvm.ask(holder, "release")).isEqualTo("done");
            assertThat(ReservingJvm.ask(holder, "release")).isEqualTo("done");
        }
    }

    @Test
    void ofGarbageInAllFiles() throws Exception {
        try (ForkedJvm holder = ReservingJvm.start(parent, threePorts);
                ForkedJvm other = ReservingJvm.start(parent, threePorts)) {
            String first = ReservingJvm.ask(holder, "reserve");
            String second = ReservingJvm.ask(other, "reserve");
            byte[] garbage = new byte[1 << 20];
            ThreadLocalRandom.current().nextBytes(garbage);
            try (var files = Files.newDirectoryStream(parent)) {
                for (Path file : files) {
                    Files.write(file, garbage);
                }
            }
            String third = ReservingJvm.ask(holder, "reserve");
            assertThat(Set.of(first, second, third)).as("none is given twice").hasSize(3);
            assertThat(ReservingJvm.ask(other, "reserve")).startsWith("none: ");
            assertThat(ReservingJvm.ask(holder, "release")).isEqualTo("done");
        }
    }

    @Test
    void ofAStoppedHolderWhosePortIsWaitedFor() throws Exception {
        String onePort = "" + range.low();
        try (ForkedJvm holder = ReservingJvm.start(parent, onePort)) {
            assertThat(ReservingJvm.ask(holder, "reserve")).isEqualTo(onePort);
            signal("STOP", holder.pid());
            PortRequest request = Requests.of(parent, 1).withTimeout(Duration.ofSeconds(30));
            assertThatExceptionOfType(NoFreePortException.class)
                    .isThrownBy(() -> FreePorts.reserveFixed(range.low(), request.withTimeout(Duration.ofMillis(50))))
                    .withMessageContaining("it is reserved by pid " + holder.pid() + " for a test");
            CompletableFuture<PortReservation> turn =
                    CompletableFuture.supplyAsync(() -> FreePorts.reserveFixed(range.low(), request));
            signal("CONT", holder.pid());
            assertThat(ReservingJvm.ask(holder, "release")).isEqualTo("done");

            turn.get(20, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void ofAnInterruptWhileAPortIsWaitedFor() throws Exception {
        PortRequest request = Requests.of(parent, 1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        try (PortReservation held = FreePorts.reserveFixed(range.low(), request)) {
            Thread waiting = new Thread(() -> {
                try {
                    FreePorts.reserveFixed(held.port(), request.withTimeout(Duration.ofHours(1)));
                } catch (NoFreePortException e) {
                    interrupted.complete(String.valueOf(e.getMessage())
                                    .contains("could not be reserved before this thread was interrupted")
                            && Thread.currentThread().isInterrupted());
                }
            });
            waiting.start();
            waiting.interrupt();

            assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-365, 365})
    void ofAClockThatJumps(long days) throws Exception {
        FileTime jumped = FileTime.from(Instant.now().plus(Duration.ofDays(days)));
        try (ForkedJvm holder = ReservingJvm.start(parent, threePorts)) {
            String first = ReservingJvm.ask(holder, "reserve");
            try (var files = Files.newDirectoryStream(parent)) {
                for (Path file : files) {
                    Files.setLastModifiedTime(file, jumped);
                }
            }
            try (ForkedJvm later = ReservingJvm.start(parent, threePorts)) {
                Set<String> ports = new HashSet<>(List.of(first));
                ports.add(ReservingJvm.ask(later, "reserve"));
                ports.add(ReservingJvm.ask(later, "reserve"));
                assertThat(ports).hasSize(3);
                assertThat(ReservingJvm.ask(later, "reserve")).startsWith("none: ");
            }
            assertThat(FreePorts.reserve(Requests.of(parent, 1)).port()).isPositive();
            assertThat(FreePorts.explain(Integer.parseInt(first)).reservedBy())
                    .as("its journal is still there")
                    .hasValueSatisfying(by -> assertThat(by.pid()).isEqualTo(holder.pid()));
        }
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(Signals.send(name, pid)).isTrue();
    }

    private static void delete(Path directory) throws Exception {
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
