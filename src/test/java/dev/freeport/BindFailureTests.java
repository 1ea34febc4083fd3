package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said, and noted, of a server that could not be bound to a reserved port. */
class BindFailureTests {
    private static final BindException IN_USE = new BindException("Address already in use");

    @TempDir
    Path directory;

    @Test
    void isExplainedByItsFailureAndNoted() throws IOException {
        PortReservation reservation = FreePorts.reserve(request());
        try (ServerSocket other = new ServerSocket(reservation.port())) {
            String taken = "Port " + other.getLocalPort() + " is taken: this JVM itself listens on it.";
            assertThat(FreePorts.explain(reservation.port()).headline()).isEqualTo(taken);
            assertThat(journal()).as("of an explanation alone").doesNotContain("BIND_FAILED");

            assertThat(reservation.explainBindFailure(IN_USE).headline()).isEqualTo(taken);
            assertThat(journal())
                    .containsPattern(
                            "\tBIND_FAILED\ttcp\t" + reservation.port() + "\t[0-9]+\t[0-9]+\ta test\t" + taken + "\n");
        }
        reservation.close();
    }

    @Test
    void isExplainedForTheAddressAndTheProtocol() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (PortReservation reservation = FreePorts.reserve(request());
                ServerSocket other = new ServerSocket(reservation.port(), 1, loopback)) {
            PortDiagnosis diagnosis = reservation.explainBindFailure(IN_USE, loopback);
            assertThat(diagnosis.protocol()).isEqualTo(Protocol.TCP);
            assertThat(diagnosis.isTaken()).isTrue();
            assertThat(other.isBound()).isTrue();
        }
        try (PortReservation reservation = FreePorts.reserve(request().withProtocols(Protocol.UDP));
                DatagramSocket other = new DatagramSocket(reservation.port(), loopback)) {
            PortDiagnosis diagnosis = reservation.explainBindFailure(IN_USE, loopback);
            assertThat(diagnosis.protocol()).isEqualTo(Protocol.UDP);
            assertThat(diagnosis.isTaken()).isTrue();
            assertThat(other.isBound()).isTrue();
        }
    }

    private PortRequest request() {
        return Requests.of(directory, 1).withLeakCheck(LeakCheck.OFF);
    }

    private String journal() throws IOException {
        try (var files = Files.newDirectoryStream(directory, "journal-*")) {
            return Files.readString(files.iterator().next());
        }
    }
}
