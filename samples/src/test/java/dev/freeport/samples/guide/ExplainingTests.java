package dev.freeport.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.Certainty;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.failure.BindFailure;
import dev.freeport.fixture.ForkedJvm;
import dev.freeport.fixture.PortOccupier;
import dev.freeport.junit.FreePort;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Shows how it is asked who has a port. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "asserts what Linux and Windows tell of owners")
class ExplainingTests {
    @Test
    void explainsAPort() {
        // docs: explain
        System.out.println(FreePorts.explain(8080));
        // docs: end
    }

    // docs: attempt
    @Test
    void explainsAFailure(@FreePort InetSocketAddress address) throws IOException {
        try (ForkedJvm other = ForkedJvm.start(EchoServer.class, address.getPort());
                ServerSocket server = new ServerSocket()) {
            other.awaitLine("listening", Duration.ofSeconds(30));
            Throwable failure = catchThrowable(() -> server.bind(address));

            BindAttempt attempt = BindAttempt.of(Protocol.TCP, address).failedWith(failure);
            PortDiagnosis diagnosis = FreePorts.explain(attempt);

            assertThat(diagnosis.cause()).isEqualTo(Cause.LISTENER);
            assertThat(diagnosis.certainty()).isEqualTo(Certainty.CERTAIN);
            assertThat(diagnosis.owners().get(0).pid()).isEqualTo(other.pid());
        }
    }
    // docs: end

    @Test
    void tellsOccupiersFromServers() {
        // docs: occupied
        try (PortOccupier occupier = PortOccupier.byOtherJvm().occupy()) {
            assertThat(FreePorts.explain(occupier.port()).cause()).isEqualTo(Cause.OCCUPIED);
        }
        // docs: end
    }

    // docs: reporter
    @Test
    void explainsToAReporter(@FreePort int port) {
        try (ForkedJvm other = ForkedJvm.start(EchoServer.class, port)) {
            other.awaitLine("listening", Duration.ofSeconds(30));
            Throwable failure = catchThrowable(() -> new ServerSocket(port));

            Optional<BindFailure> bind = BindFailure.in(failure, List.of(port));

            assertThat(bind).hasValueSatisfying(found -> {
                assertThat(found.headline()).startsWith("Port " + port + " is taken");
                assertThat(found.owners()).containsExactly(other.pid());
            });
        }
    }
    // docs: end

    @Test
    void explainsAReservation() {
        // docs: reservation
        try (PortReservation reservation = FreePorts.reserve()) {
            try (ServerSocket server = new ServerSocket(reservation.port())) {
                server.setSoTimeout(100);
            } catch (IOException e) {
                throw new IllegalStateException(
                        reservation.explainBindFailure(e).toString(), e);
            }
        }
        // docs: end
    }

    @Test
    void listsListeners() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            // docs: listeners
            System.out.println(FreePorts.listeners());
            // docs: end
            assertThat(FreePorts.listeners().listeners())
                    .anyMatch(listener -> listener.port() == server.getLocalPort());
        }
    }
}
