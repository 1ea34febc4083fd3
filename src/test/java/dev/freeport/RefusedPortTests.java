package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.internal.registry.PortRefusedException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a given port is of one moment. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class RefusedPortTests {
    @TempDir
    Path directory;

    private final int port = Requests.range(1).low();
    private final List<PortRefusedException> said = new ArrayList<>();

    @Test
    void isTakenAfterAllIfWhoHadItLetsGoBeforeItIsKnownWhoItWas() throws IOException {
        try (ServerSocket passing = new ServerSocket(port)) {
            try (PortReservation reservation =
                    RefusedPort.takeAfterAll(port, request(), refusal(), (request, number, refused) -> {
                        close(passing);
                        return say(request, number, refused);
                    })) {
                assertThat(reservation.port()).isEqualTo(port);
            }
        }
        assertThat(said).hasSize(1);
    }

    @Test
    void isRefusedByWhatIsSaidOfThoseWhoHaveItStill() throws IOException {
        try (ServerSocket there = new ServerSocket(port)) {
            assertThatExceptionOfType(NoFreePortException.class)
                    .isThrownBy(() -> RefusedPort.takeAfterAll(port, request(), refusal(), this::say)
                            .close())
                    .withMessageStartingWith("Port " + there.getLocalPort()
                            + " for a test is taken by something that has not reserved it."
                            + System.lineSeparator() + "Port " + port + " is taken: this JVM itself listens on it.");
        }
        assertThat(said).hasSize(1);
    }

    /** Whoever comes and goes is met again and again, but not for ever. */
    @Test
    void isRefusedInTheEndIfSomebodyComesAndGoes() throws IOException {
        List<ServerSocket> passing = new ArrayList<>(List.of(new ServerSocket(port)));
        assertThatExceptionOfType(NoFreePortException.class)
                .isThrownBy(() -> RefusedPort.takeAfterAll(port, request(), refusal(), (request, number, refused) -> {
                            close(passing.remove(0));
                            NoFreePortException free = say(request, number, refused);
                            passing.add(open(number));
                            return free;
                        })
                        .close());
        close(passing.get(0));
        assertThat(said).hasSize(3);
    }

    private NoFreePortException say(PortRequest request, int number, PortRefusedException refused) {
        said.add(refused);
        return NoFreePortMessages.of(request, number, refused);
    }

    private PortRefusedException refusal() {
        try {
            FreePorts.takeFixed(port, request()).close();
            throw new AssertionError("nobody has " + port);
        } catch (PortRefusedException refused) {
            return refused;
        }
    }

    private PortRequest request() {
        return Requests.of(directory, 1).withRanges();
    }

    private static ServerSocket open(int port) {
        try {
            return new ServerSocket(port);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
