package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.internal.AssumptionViolatedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

class OriginalFailureTests {
    private static @Nullable Throwable original;

    @BeforeEach
    void forget() {
        original = null;
    }

    @ParameterizedTest
    @ValueSource(classes = {UnrelatedTestCase.class, UnrelatedInConstructorTestCase.class, NoSuchAddressTestCase.class})
    void staysWhatItIsIfItHasNothingToDoWithTakenPorts(Class<?> testCase) {
        Throwable failure = TestRun.of(testCase).failure();

        assertThat(original).isNotNull();
        assertThat(failure).isSameAs(original);
        assertThat(failure.getSuppressed()).isEmpty();
    }

    static class UnrelatedTestCase {
        @Test
        void test(@FreePort int port) {
            IllegalStateException failure = new IllegalStateException("port " + port + " is not the matter");
            original = failure;
            throw failure;
        }
    }

    static class UnrelatedInConstructorTestCase {
        UnrelatedInConstructorTestCase(@FreePort int port) {
            IllegalStateException failure = new IllegalStateException("port " + port + " is not the matter");
            original = failure;
            throw failure;
        }

        @Test
        void test() {}
    }

    static class NoSuchAddressTestCase {
        @Test
        void test(@FreePort int port) throws IOException {
            // 192.0.2.0/24 is for documentation (RFC 5737), so no interface has it
            try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getByName("192.0.2.1"))) {
                throw new IllegalStateException("bound " + server);
            } catch (BindException e) {
                original = e;
                throw e;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {AbortedTestCase.class, AbortedTheOldWayTestCase.class})
    void keepsTheTestAbortedEvenWithABindExceptionAsCause(Class<?> testCase) {
        TestRun run = TestRun.of(testCase);

        assertThat(run.failures()).isEmpty();
        run.results().testEvents().assertStatistics(counts -> counts.started(1).aborted(1));
    }

    static class AbortedTestCase {
        @Test
        void test(@FreePort int port) {
            throw new TestAbortedException("no server here", new BindException("Address already in use: " + port));
        }
    }

    static class AbortedTheOldWayTestCase {
        @Test
        void test(@FreePort int port) {
            throw new OldAbortion(new BindException("Address already in use: " + port));
        }
    }

    /** As the public exception of JUnit 4 does, extends an internal one. */
    static final class OldAbortion extends AssumptionViolatedException {
        private static final long serialVersionUID = 1L;

        OldAbortion(Throwable cause) {
            super(cause);
        }
    }

    @Test
    void isNotHiddenByAnErrorInItsExplanation() {
        assertThat(TestRun.of(InexplicableTestCase.class).failure()).isNotNull().isSameAs(original);
    }

    static class InexplicableTestCase {
        @Test
        void test(@FreePort int port) throws IOException {
            BindException failure = new Inexplicable();
            original = failure;
            throw failure;
        }
    }

    static final class Inexplicable extends BindException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new AssertionError("the message cannot be made");
        }
    }
}
