package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static dev.freeport.junit.TestRun.stillReserved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

class ConstructorScopeTests {

    @Test
    void isTheInstanceSoThatPortsDoNotPileUp() {
        TestRun run = TestRun.of(ManyInstancesTestCase.class).succeeds(8);

        assertThat(run.ports()).hasSize(8);
    }

    static class ManyInstancesTestCase {
        private final int port;

        ManyInstancesTestCase(@FreePort int port) {
            assertThat(stillReserved()).isEmpty();
            note("port " + port, port);
            this.port = port;
        }

        @RepeatedTest(8)
        void test() {
            assertThat(stillReserved()).containsOnly("port " + port);
        }

        @AfterEach
        void after() {
            assertThat(stillReserved()).containsOnly("port " + port);
        }
    }

    @Test
    void isTheClassIfTheInstanceIsShared() {
        TestRun.of(SharedInstanceTestCase.class).succeeds(3);
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedInstanceTestCase {
        SharedInstanceTestCase(@FreePort int port) {
            note("constructor", port);
        }

        @RepeatedTest(3)
        void test() {
            assertThat(stillReserved()).containsOnly("constructor");
        }

        @AfterAll
        void afterAll() {
            assertThat(stillReserved()).containsOnly("constructor");
        }
    }

    @Test
    void isTheInstanceOfAnOuterClassToo() {
        TestRun run = TestRun.of(OuterTestCase.class).succeeds(2);

        assertThat(run.ports()).hasSize(4).doesNotHaveDuplicates();
    }

    static class OuterTestCase {
        private final int outer;

        OuterTestCase(@FreePort int port) {
            assertThat(stillReserved()).isEmpty();
            outer = port;
        }

        @Nested
        class Inner {
            private final int inner;

            Inner(@FreePort int port) {
                inner = port;
            }

            @RepeatedTest(2)
            void test() {
                note("outer " + outer, outer);
                note("inner " + inner, inner);
            }
        }
    }

    @Test
    void endsIfTheConstructorThrows() {
        TestRun run = TestRun.of(ThrowingTestCase.class);

        assertThat(run.failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessage("as expected"));
        assertThat(run.ports())
                .hasSize(2)
                .allSatisfy(port -> assertThat(TestRun.reservation(port)).isEmpty());
    }

    @TestMethodOrder(MethodName.class)
    static class ThrowingTestCase {
        ThrowingTestCase(@FreePort int port) {
            assertThat(stillReserved()).isEmpty();
            note("port " + port, port);
            throw new IllegalStateException("as expected");
        }

        @Test
        void first() {}

        @Test
        void second() {}

        @AfterAll
        static void afterAll() {
            assertThat(stillReserved()).isEmpty();
        }
    }

    @Test
    void endsIfAnotherParameterCannotBeResolved() {
        int theOnlyPort;
        try (PortReservation reservation =
                FreePorts.reserve(PortRequest.fromSystemProperties().withCoolDown(Duration.ZERO))) {
            theOnlyPort = reservation.port();
        }

        TestRun run = TestRun.of(
                UnresolvableTestCase.class, PortRequest.RANGES, "" + theOnlyPort, PortRequest.COOL_DOWN, "0ms");

        assertThat(run.failures())
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure.getCause()).hasMessage("not today"));
        assertThat(TestRun.reservation(theOnlyPort)).isEmpty();
    }

    @ExtendWith(FailingResolver.class)
    static class UnresolvableTestCase {
        UnresolvableTestCase(@FreePort int port, String unresolvable) {
            throw new IllegalStateException("not reached");
        }

        @RepeatedTest(3)
        void test() {}
    }

    static class FailingResolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameterContext, ExtensionContext context) {
            return parameterContext.getParameter().getType() == String.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameterContext, ExtensionContext context) {
            throw new IllegalStateException("not today");
        }
    }
}
