package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.freeport.cli.Finding.State;
import dev.freeport.internal.pool.PortChoice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The second JVM is a fake here; {@link DoctorCommandTests} has a real one. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "kernel locks")
class GuardCheckupTests {
    @Test
    void passesIfOnlyTheHeldPortsAreRefused() throws Exception {
        assertThat(GuardCheckup.findings(PortChoice.DEFAULT, trials -> answers(trials, "refused", "reserved")))
                .extracting(Finding::check, Finding::state)
                .containsExactly(tuple("lock", State.OK), tuple("ledger", State.OK), tuple("kernel", State.OK));
    }

    @Test
    void failsIfHeldPortsAreReserved() throws Exception {
        assertThatEachIsBroken(trials -> answers(trials, "reserved", "reserved"));
    }

    @Test
    void failsIfAllPortsAreRefused() throws Exception {
        assertThatEachIsBroken(trials -> answers(trials, "refused", "refused"));
    }

    @Test
    void failsWithoutAnAnswer() throws Exception {
        assertThatEachIsBroken(trials -> List.of("Error: Could not find or load main class"));
    }

    private static void assertThatEachIsBroken(OtherJvm otherJvm) throws Exception {
        List<String> asked = new ArrayList<>();
        List<Finding> findings = GuardCheckup.findings(PortChoice.DEFAULT, trials -> {
            asked.addAll(trials);
            return otherJvm.answers(trials);
        });
        assertThat(findings).hasSize(3).allMatch(finding -> finding.state() == State.BROKEN);
        String held = asked.get(0).replace("LOCK=", "");
        String free = asked.get(1).replace("LOCK=", "");
        assertThat(findings.get(0).text())
                .isEqualTo("The lock file does not keep two JVMs apart: the second one should be refused port " + held
                        + " and reserve port " + free + ", but it answered " + otherJvm.answers(asked) + ".");
    }

    /** The trials are pairs: a held port, and a free one. */
    private static List<String> answers(List<String> trials, String toHeld, String toFree) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < trials.size(); i += 2) {
            answers.add(trials.get(i) + " " + toHeld);
            answers.add(trials.get(i + 1) + " " + toFree);
        }
        return answers;
    }
}
