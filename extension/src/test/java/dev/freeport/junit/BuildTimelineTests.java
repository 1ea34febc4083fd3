package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.internal.session.PortSession;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Bind failures on the timeline, which JUnit's launcher sees. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class BuildTimelineTests {
    private static int port;

    @TempDir
    Path directory;

    @Test
    void hasThoseOfClassesWithoutFreePort() throws IOException {
        try (PortReservation reservation = FreePorts.reserve();
                ListeningJvm other = ListeningJvm.childOn(reservation.port())) {
            port = reservation.port();

            assertThat(events(PlainTestCase.class))
                    .singleElement()
                    .asString()
                    .matches("\\[\"x\",[0-9]+," + port + ",\"tcp\",\""
                            + PlainTestCase.class.getName().replace("$", "\\$") + "\\.binds\\(\\)\",\"Port " + port
                            + " is taken: pid " + other.pid() + " listens on it\\.\",.*]");
        }
    }

    @Test
    void namesTheTestThatFailedForItsReservedPort() throws IOException {
        assertThat(events(ReservedTestCase.class))
                .last()
                .asString()
                .matches("\\[\"x\",[0-9]+," + port + ",\"tcp\",\""
                        + ReservedTestCase.class.getName().replace("$", "\\$") + "\\.binds\\(\\)\",.*");
    }

    /** Returns what the page says of bind failures. */
    private List<String> events(Class<?> testCase) throws IOException {
        Path page = directory.resolve("ports.html");
        LauncherRun.of(testCase, PortRequest.TIMELINE, page.toString());
        PortSession.end(System.nanoTime());
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("[\"x\",") || line.startsWith("[\"!\","))
                .toList();
    }

    static class PlainTestCase {
        @Test
        void binds() throws BindException {
            throw new BindException("Address already in use: /0.0.0.0:" + port);
        }
    }

    static class ReservedTestCase {
        @FreePort
        private static int reserved;

        @Test
        void binds() throws IOException {
            port = reserved;
            try (ServerSocket mine = new ServerSocket(reserved)) {
                new ServerSocket(mine.getLocalPort()).close();
            }
        }
    }
}
