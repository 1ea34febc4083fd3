package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.diagnosis.PortDiagnosis;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The setting of how long an explanation may take. */
class DiagnosisDeadlineTests {
    private static final String CUT_SHORT = "were searched within 0 ms";

    private final @Nullable String before = System.getProperty(PortRequest.DIAGNOSIS_DEADLINE);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(PortRequest.DIAGNOSIS_DEADLINE);
        } else {
            System.setProperty(PortRequest.DIAGNOSIS_DEADLINE, before);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "sockets and processes as /proc shows them")
    void cutsAnExplanationShortAndSaysSo() throws IOException {
        try (ForkedJvm stranger = ForkedJvm.start(Orphaning.command(), ServerOnAnyPort.class)) {
            int port = Integer.parseInt(stranger.readLine());
            PortDiagnosis whole = FreePorts.explain(port);
            assertThat(whole.owners()).hasSize(1);
            assertThat(whole.notes()).noneMatch(note -> note.contains(CUT_SHORT));

            System.setProperty(PortRequest.DIAGNOSIS_DEADLINE, "0ms");

            PortDiagnosis hasty = FreePorts.explain(port);
            assertThat(hasty.notes()).anyMatch(note -> note.contains(CUT_SHORT));
            assertThat(hasty.headline())
                    .isEqualTo("Port " + port
                            + " is taken; its owner was not found within 0 ms (freeport.diagnosis-deadline).");
        }
    }

    @Test
    void thisJvmItselfAndWhatItHasStartedStandOutsideTheDeadline() throws IOException {
        System.setProperty(PortRequest.DIAGNOSIS_DEADLINE, "0ms");

        try (ServerSocket server = new ServerSocket(0);
                ForkedJvm child = ForkedJvm.start(ServerOnAnyPort.class)) {
            int port = Integer.parseInt(child.readLine());

            assertThat(FreePorts.explain(server.getLocalPort()).headline())
                    .isEqualTo("Port " + server.getLocalPort() + " is taken: this JVM itself listens on it.");
            assertThat(FreePorts.explain(port).headline())
                    .isEqualTo("Port " + port + " is taken: pid " + child.pid() + " listens on it.");
        }
    }

    @Test
    void theJvmThatHasReservedThePortStandsOutsideTheDeadline() {
        System.setProperty(PortRequest.DIAGNOSIS_DEADLINE, "0ms");

        try (ForkedJvm stranger = ForkedJvm.start(Orphaning.command(), ReservingServer.class)) {
            int port = Integer.parseInt(stranger.readLine());
            long pid = Long.parseLong(stranger.readLine());

            assertThat(FreePorts.explain(port).headline())
                    .isEqualTo("Port " + port + " is taken: pid " + pid + " listens on it.");
        }
    }

    @Test
    void aLeakOfThisJvmIsKnownWithoutAnyTime(@TempDir Path directory) throws IOException {
        PortReservation reservation = FreePorts.reserve(PortRequest.from(key -> Optional.empty())
                .withDirectory(directory)
                .withDiagnosisDeadline(Duration.ZERO));
        try (ServerSocket left = new ServerSocket(reservation.port());
                WarningsCapture warnings = new WarningsCapture()) {
            reservation.close();

            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .startsWith("Port " + left.getLocalPort() + " of ")
                    .contains(" was released, but this JVM still listens on it.")
                    .doesNotContain("not visible", "not found");
        }
    }

    /** Prints the port on which it listens until its input ends. */
    static final class ServerOnAnyPort {
        public static void main(String[] arguments) throws IOException {
            try (ServerSocket server = new ServerSocket(0)) {
                System.out.println(server.getLocalPort());
                System.in.read();
            }
        }
    }

    /** Prints a port that it has reserved and listens on until its input ends, and its pid. */
    static final class ReservingServer {
        public static void main(String[] arguments) throws IOException {
            try (PortReservation reservation = FreePorts.reserve();
                    ServerSocket server = new ServerSocket(reservation.port())) {
                System.out.println(server.getLocalPort());
                System.out.println(ProcessHandle.current().pid());
                System.in.read();
            }
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "sockets and processes as /proc shows them")
    void isThatOfTheRequestWhereThereIsOne(@TempDir Path directory) throws IOException {
        PortRequest request = PortRequest.from(key -> Optional.empty())
                .withDirectory(directory)
                .withLeakCheck(LeakCheck.OFF)
                .withDiagnosisDeadline(Duration.ZERO);
        try (PortReservation reservation = FreePorts.reserve(request);
                ServerSocket server = new ServerSocket(reservation.port())) {
            assertThat(server.isBound()).isTrue();
            assertThat(reservation.explainBindFailure().notes()).anyMatch(note -> note.contains(CUT_SHORT));
        }
    }

    @Test
    void isSaidToBeWrongAndMakesNoFailure() {
        System.setProperty(PortRequest.DIAGNOSIS_DEADLINE, "soon");

        try (WarningsCapture warnings = new WarningsCapture()) {
            assertThat(FreePorts.explain(1).port()).isEqualTo(1);
            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .startsWith("freeport.diagnosis-deadline (soon) is not valid: ")
                    .endsWith("; it is set as a system property; the default applies instead.");
        }
    }

    @Test
    void isAnErrorInARequest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortRequest.from(
                        key -> key.equals(PortRequest.DIAGNOSIS_DEADLINE) ? Optional.of("61s") : Optional.empty()))
                .withMessage("freeport.diagnosis-deadline (61s) is not valid: it must be from 0ms to 1m");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortRequest.fromSystemProperties().withDiagnosisDeadline(Duration.ofSeconds(-1)))
                .withMessage("diagnosisDeadline (PT-1S) is not valid: it must be from 0ms to 1m");
    }
}
