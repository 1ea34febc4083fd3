package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Causes as the kernel of this host shows them. */
@EnabledOnOs(OS.LINUX)
class RealCausesTests {

    @Test
    void aServerOfThisJvmOverItsReservation() throws IOException {
        try (PortReservation reservation = FreePorts.reserve();
                ServerSocket server = new ServerSocket(reservation.port())) {
            assertThat(FreePorts.explain(server.getLocalPort()).cause()).isEqualTo(Cause.OWN_LISTENER);
        }
    }

    @Test
    void aReservationThatNobodyUsesYet() {
        try (PortReservation reservation = FreePorts.reserve()) {
            assertThat(FreePorts.explain(reservation.port()).cause()).isEqualTo(Cause.OWN_GUARD);
        }
    }

    @Test
    void aClientThatWasLentThePort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            PortDiagnosis diagnosis = FreePorts.explain(client.getLocalPort());

            assertThat(diagnosis.cause()).isEqualTo(Cause.CONNECTION);
            assertThat(diagnosis.toString()).endsWith("Close the connection; this JVM has it open.");
            assertThat(diagnosis.owners())
                    .singleElement()
                    .satisfies(owner -> assertThat(owner.isThisJvm()).isTrue());
            assertThat(diagnosis.notes()).hasSize(2).first().asString().contains("in the dynamic range");
        }
    }

    @Test
    void aClientThatHasClosedItsConnection() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
            port = client.getLocalPort();
            Socket accepted = server.accept();
            client.close();
            accepted.close();
        }
        assertThat(FreePorts.explain(port).cause()).isEqualTo(Cause.LINGERING);
    }

    @Test
    void aSocketThatIsOnlyBound() throws IOException {
        PortReservation reservation = FreePorts.reserve();
        int port = reservation.port();
        reservation.close();
        try (Socket silent = new Socket()) {
            silent.setReuseAddress(false);
            silent.bind(new InetSocketAddress(port));

            assertThat(FreePorts.explain(port).cause()).isEqualTo(Cause.BOUND_ONLY);
        }
    }
}
