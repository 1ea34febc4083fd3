package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitReasonTests {
    @Test
    void isTheHolderOfAReservation() {
        assertThat(WaitReason.in("""
                                Port 18080 for a build (module cart) could not be reserved within 0 ms; it is reserved by pid 1164 for a build (module shop), since 2026-11-21T14:04:48Z.
                                  what to do  Wait longer."""))
                .isEqualTo("it is reserved by pid 1164 for a build (module shop), since 2026-11-21T14:04:48Z.");
    }

    @Test
    void isTheOwnerOfAPortThatNoTestHasReserved() {
        assertThat(WaitReason.in("""
                                Port 26122 for a build (module cart) could not be reserved within 0 ms; no test of this user has reserved it, but pid 27226 listens on it.
                                  process     pid 27226""")).isEqualTo("pid 27226 listens on it.");
    }

    @Test
    void isWhatTheDiagnosisSaysWhereItNamesNoOwner() {
        assertThat(WaitReason.in("""
                                Port 26122 for a build (module cart) could not be reserved within 0 ms; no test of this user has reserved it. Port 26122 is taken; its owner was not found within 2 s (freeport.diagnosis-deadline).
                                  what to do  Look by hand: ss -Htanp"""))
                .isEqualTo("Port 26122 is taken; its owner was not found within 2 s (freeport.diagnosis-deadline).");
    }

    @Test
    void isNothingIfAWaitCannotHelp() {
        assertThat(WaitReason.in("Port 80 needs privileges that this JVM lacks."))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT30M, 30 minutes", "PT2M, 2 minutes", "PT1M, 60 s", "PT90S, 90 s", "PT0.1S, 100 ms"})
    void hasItsTimeInWords(Duration timeout, String words) {
        assertThat(WaitReason.inWords(timeout)).isEqualTo(words);
    }
}
