package dev.freeport.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.fixture.PortOccupier;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class BindFailureTests {
    private static final BindException FAILURE = new BindException("Address already in use");

    @Test
    void namesTheOwnerOfThePortThatTheFailureNames() {
        try (PortOccupier taken = PortOccupier.byOtherJvm().occupy();
                PortOccupier tried = PortOccupier.byOtherJvm().occupy()) {
            BindException failure = new BindException("Address already in use: /127.0.0.1:" + taken.port());

            BindFailure found = BindFailure.in(new IOException(failure), List.of(tried.port()))
                    .orElseThrow();

            assertThat(found.owners()).containsExactly(taken.pid());
            assertThat(found.headline()).contains("Port " + taken.port() + " ", "pid " + taken.pid());
            assertThat(found.text()).startsWith(found.headline());
        }
    }

    @Test
    void namesTheFirstOfThoseTriedThatAnotherProcessHas() {
        try (PortReservation free = FreePorts.reserve();
                PortOccupier own = PortOccupier.byThisJvm().occupy();
                PortOccupier first = PortOccupier.byOtherJvm().occupy();
                PortOccupier second = PortOccupier.byOtherJvm().occupy()) {
            BindFailure found = BindFailure.in(FAILURE, List.of(free.port(), own.port(), first.port(), second.port()))
                    .orElseThrow();

            assertThat(found.owners()).containsExactly(first.pid());
            assertThat(found.headline())
                    .isEqualTo("Port " + first.port() + " is occupied on purpose by pid " + first.pid() + ".");
        }
    }

    @Test
    void namesTheLastTriedIfNoOtherProcessHasOne() {
        try (PortOccupier own = PortOccupier.byThisJvm().occupy();
                PortOccupier older = PortOccupier.byThisJvm().occupy()) {
            BindFailure found =
                    BindFailure.in(FAILURE, List.of(own.port(), older.port())).orElseThrow();

            assertThat(found.diagnoses()).extracting(PortDiagnosis::port).containsExactly(own.port());
            assertThat(found.owners()).containsExactly(own.pid());
        }
    }

    @Test
    void saysThatNoPortIsKnownAndWhichIsProbable() {
        BindFailure found = BindFailure.in(FAILURE, List.of()).orElseThrow();

        assertThat(found.diagnoses()).isEmpty();
        // another JVM of this build may listen just now, or open very many connections
        assertThat(found.headline())
                .matches("(A port is taken, and the failure does not name it|Probably port [0-9]+: .* listens on it"
                        + "|Probably a client's connection uses the port, which the failure does not name[.] Connections"
                        + " use [0-9,]+ of the [0-9,]+ ports of the dynamic range [0-9, -]+)[.]"
                        + " Bound at BindFailureTests[.]java:" + FAILURE.getStackTrace()[0].getLineNumber() + "[.]");
        assertThat(found.text()).startsWith(found.headline()).contains("  what to do  ");
    }

    @Test
    void saysWhatTheExtensionHasSaid() {
        AssertionError failure = new AssertionError("expected");
        failure.addSuppressed(new PortUnavailableError("Port 1 is taken\nby nobody", List.of()));

        assertThat(BindFailure.in(failure, List.of()))
                .hasValue(new BindFailure(List.of(), "Port 1 is taken\nby nobody"))
                .map(BindFailure::headline)
                .hasValue("Port 1 is taken");
    }

    @Test
    void isAddedOnce() {
        try (PortOccupier taken = PortOccupier.byThisJvm().occupy()) {
            BindException failure = new BindException("Address already in use: /127.0.0.1:" + taken.port());

            BindFailure added = BindFailure.addTo(failure).orElseThrow();

            assertThat(added.diagnoses()).extracting(PortDiagnosis::port).containsExactly(taken.port());
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .isInstanceOf(PortUnavailableError.class)
                    .hasToString(PortUnavailableError.class.getName() + ": " + added.text());
            assertThat(BindFailure.addTo(failure)).isEmpty();
            assertThat(failure.getSuppressed()).hasSize(1);
        }
    }

    @Test
    void isAddedForAReservedPortThatTheFailureDoesNotName() throws IOException {
        try (PortReservation reservation = FreePorts.reserve();
                ServerSocket server = new ServerSocket(reservation.port())) {
            BindException failure = new BindException("Address already in use");

            BindFailure added = BindFailure.addTo(failure, List.of(reservation)).orElseThrow();

            assertThat(added.diagnoses()).extracting(PortDiagnosis::port).containsExactly(server.getLocalPort());
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .isInstanceOf(PortUnavailableError.class)
                    .satisfies(
                            error -> assertThat(error).hasMessage(added.text()),
                            error -> assertThat(error.getStackTrace())
                                    .as("where it was made helps no reader")
                                    .isEmpty());
        }
    }

    @Test
    void isNoOtherFailure() {
        try (PortOccupier taken = PortOccupier.byOtherJvm().occupy()) {
            assertThat(BindFailure.in(new IOException("Connection reset"), List.of(taken.port())))
                    .isEmpty();
        }
    }
}
