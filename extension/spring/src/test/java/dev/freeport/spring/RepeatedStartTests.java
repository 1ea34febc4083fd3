package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.PortUnavailableError;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Application contexts that fail because of a port at first, and for another reason later. */
class RepeatedStartTests {
    @AfterEach
    void endOtherProcesses() {
        StartFailureTests.endOwners();
    }

    @Test
    void leavesASecondStartThatFailsOfSomethingElse() {
        SpringRun run = SpringRun.of(FirstTestCase.class, SecondTestCase.class, ThirdTestCase.class);

        assertThat(run.failures()).hasSize(3);
        assertThat(run.failures().get(0)).isExactlyInstanceOf(PortUnavailableError.class);
        assertThat(run.failures().get(1))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Failed to load ApplicationContext for ")
                .hasRootCauseMessage("no stock");
        assertThat(run.failures().get(2))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failure threshold (2) exceeded");
    }

    @Test
    void releasesThePortsOfAContextWhoseFailureCannotBeRead() {
        SpringRun run = SpringRun.of(UnreadableTestCase.class);

        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasRootCauseExactlyInstanceOf(UnreadableException.class));
        assertThat(SpringRun.isReserved(run.port("unreadable"))).isFalse();
    }

    /** Fails first because of the port, then of something else. */
    @Configuration(proxyBeanMethods = false)
    static class SoldOutShop extends StartFailureTests.TakenShop {
        private static final AtomicBoolean STARTED = new AtomicBoolean();

        SoldOutShop() {
            if (STARTED.getAndSet(true)) {
                throw new IllegalArgumentException("no stock");
            }
        }
    }

    /** Has Spring start a context again that could not start. */
    static class SecondTry implements BeforeAllCallback, AfterAllCallback {
        private static final String THRESHOLD = "spring.test.context.failure.threshold";

        @Override
        public void beforeAll(ExtensionContext context) {
            System.setProperty(THRESHOLD, "2");
        }

        @Override
        public void afterAll(ExtensionContext context) {
            System.clearProperty(THRESHOLD);
        }
    }

    @ExtendWith(SecondTry.class)
    @SpringJUnitConfig(SoldOutShop.class)
    static class FirstTestCase {
        @Test
        void starts() {}
    }

    static class SecondTestCase extends FirstTestCase {}

    static class ThirdTestCase extends FirstTestCase {}

    static class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("unreadable");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class UnreadableShop {
        UnreadableShop(Environment environment) {
            SpringRun.note("unreadable", environment.getRequiredProperty("freeport.http", int.class));
            throw new UnreadableException();
        }
    }

    @SpringJUnitConfig(UnreadableShop.class)
    static class UnreadableTestCase {
        @Test
        void starts() {}
    }
}
