package dev.freeport.blackbox;

import static dev.freeport.assertj.PortAssertions.assertThatPort;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.fixture.ForkedJvm;
import dev.freeport.fixture.PortOccupier;
import dev.freeport.junit.FreePort;
import dev.freeport.junit.fixture.FlakeHammer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Other JVMs, which must find the classes of this module and of Freeport's wherever this JVM has found them. */
class FixtureTests {
    @Test
    void jvmRunsAClassOfThisModule() {
        try (ForkedJvm jvm = ForkedJvm.start(Greeter.class, "you")) {
            assertThat(jvm.awaitLine("hello", Duration.ofSeconds(30))).isEqualTo("hello you");
            assertThat(jvm.awaitEnd(Duration.ofSeconds(30))).isZero();
        }
    }

    @Test
    void otherJvmOccupiesAPort() {
        try (PortOccupier occupier = PortOccupier.byOtherJvm().occupy()) {
            assertThatPort(occupier.port()).isListenedOnByPid(occupier.pid());
        }
    }

    @Test
    void testsRunInOtherJvms() {
        assertThat(FlakeHammer.of(PortTestCase.class)
                        .withJvms(2)
                        .withRounds(1)
                        .requireNoBindFailures()
                        .tests())
                .isEqualTo(2);
    }

    static class PortTestCase {
        @Test
        void getsAPort(@FreePort int port) {
            assertThatPort(port).isReserved();
        }
    }

    static final class Greeter {
        private Greeter() {}

        public static void main(String[] arguments) {
            System.out.println("hello " + arguments[0]);
        }
    }
}
