package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.Orphaning;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.fixture.ForkedJvm;
import dev.freeport.fixture.JvmLaunch;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Of which ports the journal tells that they could not be bound, if a failure names none. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class NotedBindsTests {
    private static final BindException FAILURE = new BindException("Address already in use");

    @TempDir
    Path directory;

    private PortReservation one;
    private PortReservation other;

    @BeforeEach
    void reserve() {
        PortRequest request = PortRequest.fromSystemProperties().withDirectory(directory);
        one = FreePorts.reserve(request);
        other = FreePorts.reserve(request);
    }

    @AfterEach
    void release() {
        one.close();
        other.close();
    }

    @Test
    void ofTheOneThatAnotherProcessHas() throws IOException {
        try (ForkedJvm jvm = JvmLaunch.of(Listening.class)
                .withCommandPrefix(Orphaning.command())
                .start(other.port())) {
            jvm.awaitLine("listens", Duration.ofSeconds(60));

            explain();

            assertThat(noted()).containsExactly(other.port());
        }
    }

    @Test
    void ofNoneIfNobodyKnowsWhichItWas() throws IOException {
        explain();

        assertThat(noted()).isEmpty();
    }

    private void explain() {
        assertThat(BindFailureExplainer.explain(FAILURE, () -> List.of(one, other), () -> false))
                .isInstanceOf(PortUnavailableError.class);
    }

    private List<Integer> noted() throws IOException {
        List<Integer> ports = new ArrayList<>();
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(directory, "journal-*")) {
            for (Path journal : journals) {
                Files.readAllLines(journal).stream()
                        .map(line -> line.split("\t"))
                        .filter(words -> words.length > 3 && words[1].equals("BIND_FAILED"))
                        .forEach(words -> ports.add(Integer.parseInt(words[3])));
            }
        }
        return ports;
    }

    static final class Listening {
        private Listening() {}

        public static void main(String[] arguments) throws IOException {
            try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]))) {
                System.out.println("listens");
                while (System.in.read() >= 0 && server.isBound()) {
                    // until the parent has ended
                }
            }
        }
    }
}
