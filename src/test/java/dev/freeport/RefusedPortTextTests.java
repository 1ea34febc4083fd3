package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.Diagnoses;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.registry.PortRefusedException.Reason;
import dev.freeport.internal.registry.Refusals;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a fixed port that another test reserved between the refusal and the message. */
class RefusedPortTextTests {
    private static final PortRequest REQUEST =
            PortRequest.from(key -> Optional.empty()).withPurpose("CartTests").withTimeout(Duration.ofSeconds(30));

    private static final PortDiagnosis RESERVED = Diagnoses.of(
            BindAttempt.of(Protocol.TCP, 20000),
            Cause.RESERVED,
            Optional.of(new PortDiagnosis.ReservedBy(4711, "ShopTests", Instant.EPOCH)),
            List.of());

    @Test
    void namesThatTest() {
        NoFreePortException refused = refused(Reason.TIMED_OUT, RESERVED);

        assertThat(refused).hasMessage("""
                Port 20000 for CartTests could not be reserved within 30 s; it is reserved by pid 4711 for ShopTests, since 1970-01-01T00:00:00Z.
                  what to do  Wait longer (freeport.timeout, or the attribute timeout of its @FixedPort), or let one of the two use another port.""".replace("\n", System.lineSeparator()));
        assertThat(refused.diagnoses()).isEmpty();
    }

    @Test
    void stillSaysThatAnotherProcessHadThePort() {
        assertThat(refused(Reason.TAKEN, RESERVED))
                .hasMessageStartingWith("Port 20000 for CartTests is taken by a process that has not reserved it. "
                        + RESERVED.headline() + System.lineSeparator());
    }

    @Test
    void saysThatAPortWasInUseWhichIsFreeNow() {
        PortDiagnosis free = Diagnoses.of(BindAttempt.of(Protocol.TCP, 20000), Cause.NONE, Optional.empty(), List.of());

        assertThat(refused(Reason.TIMED_OUT, free)).hasMessage("""
                Port 20000 for CartTests could not be reserved within 30 s; it was in use until a moment ago, or a test has reserved it whose journal cannot be read.
                  what to do  Wait longer (freeport.timeout, or the attribute timeout of its @FixedPort), or let one of the two use another port.""".replace("\n", System.lineSeparator()));
        assertThat(refused(Reason.TAKEN, free))
                .hasMessage(
                        "Port 20000 for CartTests was taken by a process that has not reserved it, until a moment ago.");
    }

    private static NoFreePortException refused(Reason reason, PortDiagnosis found) {
        return NoFreePortMessages.of(REQUEST, 20000, Refusals.of(20000, reason), Optional.empty(), List.of(found));
    }
}
