package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import dev.freeport.spring.Shop.Server;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A static field that classes with different application contexts inherit. */
class InheritedFieldTests {
    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");

    private static CountDownLatch firstRuns = new CountDownLatch(1);

    @Test
    void hasThePortOfEachContextInTurn() {
        SpringRun run = SpringRun.of(OneTestCase.class, OtherTestCase.class).succeeds(2);

        assertThat(run.ports().get("inherited")).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void hasOnePortForTheClassesOfOneContext() {
        SpringRun run =
                SpringRun.of(PARALLEL, OneTestCase.class, SameTestCase.class).succeeds(2);

        assertThat(run.ports().get("inherited")).hasSize(2);
        assertThat(run.port("inherited")).isPositive();
    }

    @Test
    void isRefusedForASecondContextAtTheSameTime() {
        firstRuns = new CountDownLatch(1);

        SpringRun run = SpringRun.of(PARALLEL, FirstTestCase.class, SecondTestCase.class);

        assertThat(run.tests()).isEqualTo(1);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessage("No port for field 'port' of " + InheritedTestCase.class.getName()
                                + ": another class that runs at the same time uses this static field for another"
                                + " application context or for none, and a field has one value. Declare the field in"
                                + " each class, or make it an instance field."));
    }

    @Test
    void isRefusedForAContextWhileAClassWithoutOneUsesIt() {
        firstRuns = new CountDownLatch(1);

        SpringRun run = SpringRun.of(PARALLEL, PlainTestCase.class, BesidePlainTestCase.class);

        assertThat(run.tests()).isEqualTo(1);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessage("No port for field 'port' of " + UnrelatedTestCase.class.getName()
                                + ": another class that runs at the same time uses this static field for another"
                                + " application context or for none, and a field has one value. Declare the field in"
                                + " each class, or make it an instance field."));
    }

    abstract static class UnrelatedTestCase {
        @FreePort("http")
        static int port;
    }

    static class PlainTestCase extends UnrelatedTestCase {
        @Test
        void runs() throws Exception {
            firstRuns.countDown();
            SpringRun.awaitEnd(BesidePlainTestCase.class);
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=beside a plain one"})
    @ExtendWith(AfterTheFirst.class)
    static class BesidePlainTestCase extends UnrelatedTestCase {
        @Test
        void runs() {}
    }

    @TestPropertySource(properties = "server.port=${freeport.http}")
    @SpringJUnitConfig(Shop.class)
    abstract static class InheritedTestCase {
        @FreePort("http")
        static int port;

        @Test
        void hasTheServer(@Autowired Server server) throws Exception {
            server.mustListenOn(port);
            SpringRun.note("inherited", port);
        }
    }

    @TestPropertySource(properties = "shop=inherited by one")
    static class OneTestCase extends InheritedTestCase {}

    @TestPropertySource(properties = "shop=inherited by one")
    static class SameTestCase extends InheritedTestCase {}

    @TestPropertySource(properties = "shop=inherited by another")
    static class OtherTestCase extends InheritedTestCase {}

    @TestPropertySource(properties = "shop=inherited by the first")
    static class FirstTestCase extends InheritedTestCase {
        @Override
        @Test
        void hasTheServer(@Autowired Server server) throws Exception {
            super.hasTheServer(server);
            firstRuns.countDown();
            SpringRun.awaitEnd(SecondTestCase.class);
        }
    }

    @TestPropertySource(properties = "shop=inherited by the second")
    @ExtendWith(AfterTheFirst.class)
    static class SecondTestCase extends InheritedTestCase {}

    static class AfterTheFirst implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try {
                assertThat(firstRuns.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ConditionEvaluationResult.enabled("the first one runs");
        }
    }
}
