package dev.freeport.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.fixture.FlakeHammer;
import dev.freeport.junit.fixture.ForkedTestRun;
import dev.freeport.junit.fixture.TestRunResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Shows how tests are run in several JVMs at once. */
class HammerTests {
    // docs: hammer
    @Test
    void collidesWithNobody() {
        TestRunResult result = FlakeHammer.of(SpecialPortTests.class)
                .withJvms(2)
                .withRounds(3)
                .withTimeout(Duration.ofMinutes(2))
                .requireNoBindFailures();
        System.out.println(result);
    }
    // docs: end

    // docs: forked
    @Test
    void passesInTwoJvms() {
        TestRunResult result =
                ForkedTestRun.of(DeclaringTests.class).withJvms(2).withRounds(2).run();
        assertThat(result.failures()).isEmpty();
    }
    // docs: end
}
