package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.stack.PortRange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTests {

    @Test
    void limitsThePorts() {
        int theOnlyPort = freePort();

        TestRun run = TestRun.of(OneByOneTestCase.class, PortRequest.RANGES, "" + theOnlyPort)
                .succeeds(2);

        assertThat(run.ports()).containsExactly(theOnlyPort, theOnlyPort);
    }

    static class OneByOneTestCase {
        @RepeatedTest(2)
        void test(@FreePort int port) {
            note(toString(), port);
        }
    }

    @Test
    void tellsHowLongAPortIsNotGivenAgain(@TempDir Path directory) {
        int port = freePort();
        int other = freePort();
        PortRequest either = PortRequest.fromSystemProperties()
                .withDirectory(directory)
                .withRanges(new PortRange(port, port), new PortRange(other, other))
                .withCoolDown(Duration.ZERO);

        runIn(directory, port, "60m");
        assertThat(takeInTurn(either)).containsOnly(other);

        runIn(directory, port, "0ms");
        assertThat(takeInTurn(either)).containsOnly(port, other);
    }

    private static void runIn(Path directory, int port, String coolDown) {
        TestRun.of(
                        ParameterTestCase.class,
                        PortRequest.DIRECTORY,
                        directory.toString(),
                        PortRequest.RANGES,
                        "" + port,
                        PortRequest.COOL_DOWN,
                        coolDown)
                .succeeds(1);
    }

    private static Set<Integer> takeInTurn(PortRequest request) {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            try (PortReservation reservation = FreePorts.reserve(request)) {
                ports.add(reservation.port());
            }
        }
        return ports;
    }

    @Test
    void keepsOutNoServerUnlessAskedFor() {
        TestRun.of(WithoutReuseTestCase.class).succeeds(1);
        TestRun.of(WithoutReuseTestCase.class, PortRequest.GUARD_SOCKET, "off").succeeds(1);
        if (OS.LINUX.isCurrentOs()) {
            assertThat(TestRun.of(WithoutReuseTestCase.class, PortRequest.GUARD_SOCKET, "on")
                            .failure())
                    .isExactlyInstanceOf(PortUnavailableError.class);
        }
    }

    static class WithoutReuseTestCase {
        @Test
        void test(@FreePort int port) throws IOException {
            try (ServerSocket server = new ServerSocket()) {
                server.setReuseAddress(false);
                server.bind(new InetSocketAddress(port));
                assertThat(server.getLocalPort()).isEqualTo(port);
            }
        }
    }

    @Test
    void namesTheDirectory(@TempDir Path parent) {
        Path directory = parent.resolve("made");

        TestRun.of(ParameterTestCase.class, PortRequest.DIRECTORY, directory.toString())
                .succeeds(1);

        assertThat(directory)
                .isDirectoryContaining(file -> file.getFileName().toString().startsWith("locks-"));
    }

    @Nested
    class ReportsFailure {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        freeport.ranges    | abc       | 'abc' must be a port or a range of ports, such as 30000 or 20000-20015
                        freeport.ranges    | 70000     | port (70000) must be between 1 and 65535
                        freeport.ranges    | 20-10     | range (20-10) must not be reversed: write 10-20
                        freeport.cool-down | 2 parsecs | it must be a number with a unit (ms, s, m), such as 50ms or 2s
                        freeport.guard-socket     | maybe     | it must be auto, on or off
                        freeport.timeout      | soon      | it must be a number with a unit (ms, s, m), such as 50ms or 2s
                        freeport.diagnosis-deadline | 2m | it must be from 0ms to 1m
                        freeport.explain   | no        | it must be on or off
                        freeport.bind-log  | no        | it must be on or off
                        """, quoteCharacter = '"')
        void whenAParameterCannotBeUnderstood(String key, String value, String reason) {
            assertRefused(
                    key,
                    value,
                    key + " (" + value + ") is not valid: " + reason
                            + "; it is set in junit-platform.properties or by the launcher");
        }

        @Test
        void whenNoPortIsLeft() {
            int theOnlyPort = freePort();
            TestRun run = TestRun.of(TwoPortsTestCase.class, PortRequest.RANGES, "" + theOnlyPort);

            String place = "parameter 'two' of " + TwoPortsTestCase.class.getName() + ".test(int, int)";
            assertThat(run.failure())
                    .isExactlyInstanceOf(ParameterResolutionException.class)
                    .hasMessage("No free port for " + place + ": the pool has 1 port: " + theOnlyPort
                            + "; reserved by tests: 1, bound by other sockets: 0, released a moment ago: 0")
                    .cause()
                    .isExactlyInstanceOf(NoFreePortException.class)
                    .hasNoCause()
                    .hasMessage("No free port for " + place + ": the pool has 1 port: " + theOnlyPort
                            + "; reserved by tests: 1, bound by other sockets: 0, released a moment ago: 0"
                            + System.lineSeparator() + "  reserved    " + theOnlyPort + " by this JVM (pid "
                            + ProcessHandle.current().pid() + ") for "
                            + place.replace("two", "one")
                            + String.format(
                                    "%n  what to do  Offer more ports: freeport.ranges, or the attribute ranges of"
                                            + " its @FreePort.%n  or          Run fewer tests at once."));
        }

        @Nested
        @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links and modes of Unix")
        class WhenTheDirectory {
            @TempDir
            private Path parent = Path.of("");

            @Test
            void isAFile() throws IOException {
                Path file = Files.createFile(parent.resolve("file"));
                assertRefused(
                        file,
                        "freeport.directory (" + file
                                + ") is not a directory. Name a directory, or a path that does not exist yet.");
            }

            @Test
            void isASymbolicLink() throws IOException {
                Path link = Files.createSymbolicLink(parent.resolve("link"), parent);
                assertRefused(
                        link,
                        "freeport.directory (" + link + ") is a symbolic link to " + parent
                                + ". It must be the directory itself.");
            }

            @Test
            void isWritableByOthers() throws IOException {
                Path directory = Files.createDirectory(parent.resolve("open"));
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
                assertRefused(
                        directory,
                        "freeport.directory (" + directory
                                + ") is writable by other users (mode 777). Name a directory that no other user may write.");
            }

            private void assertRefused(Path directory, String reason) {
                ConfigurationTests.assertRefused(
                        PortRequest.DIRECTORY,
                        directory.toString(),
                        reason + " It is set in junit-platform.properties or by the launcher.");
            }
        }
    }

    private static void assertRefused(String key, String value, String reason) {
        assertThat(TestRun.of(ParameterTestCase.class, key, value).failure())
                .isExactlyInstanceOf(ParameterResolutionException.class)
                .hasMessage(
                        "No port for parameter 'port' of %s.test(int): %s", ParameterTestCase.class.getName(), reason);
        assertThat(TestRun.of(StaticFieldTestCase.class, key, value).failure())
                .isExactlyInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("No port for field 'port' of %s: %s", StaticFieldTestCase.class.getName(), reason);
    }

    /** Returns a port that can be reserved at once. */
    private static int freePort() {
        try (PortReservation reservation =
                FreePorts.reserve(PortRequest.fromSystemProperties().withCoolDown(Duration.ZERO))) {
            return reservation.port();
        }
    }

    static class ParameterTestCase {
        @Test
        void test(@FreePort int port) {}
    }

    static class StaticFieldTestCase {
        @FreePort
        static int port;

        @Test
        void test() {}
    }

    static class TwoPortsTestCase {
        @Test
        void test(@FreePort int one, @FreePort int two) {}
    }
}
