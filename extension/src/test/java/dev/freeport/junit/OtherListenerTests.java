package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.freeport.FreePorts;
import dev.freeport.diagnosis.PortUnavailableError;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** What is said when a server is silent about its taken port, and the test fails for it later. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class OtherListenerTests {
    private static IntFunction<Throwable> failures = port -> new AssertionError();
    private static IntFunction<? extends AutoCloseable> listeners = OtherListenerTests::ownServer;
    private static @Nullable Throwable original;
    private static @Nullable AutoCloseable listener;
    private static String diagnosis = "";

    @ParameterizedTest
    @MethodSource("failuresThatMayBeAboutSomethingElse")
    void isNotedBesideAFailureThatMayBeAboutSomethingElse(IntFunction<Throwable> failure) {
        Throwable reported = run(OtherListenerTests::stranger, failure).failure();

        assertThat(reported).isSameAs(original);
        assertThat(diagnosis)
                .contains(" is taken: pid " + ((ListeningJvm) Objects.requireNonNull(listener)).pid() + " ");
        assertThat(List.of(reported.getSuppressed()))
                .last()
                .satisfies(note -> assertThat(note)
                        .isExactlyInstanceOf(PortUnavailableError.class)
                        .hasMessage("Another process listened on a port of this test when it failed; clients may have"
                                + " reached that process instead of the test's server."
                                + System.lineSeparator()
                                + diagnosis)
                        .hasNoCause());
    }

    static Stream<Arguments> failuresThatMayBeAboutSomethingElse() {
        return Stream.<IntFunction<Throwable>>of(
                        port -> new AssertionError("expected own but was foreign"),
                        port -> new AssertionError("expected: " + port + " but was: -1"),
                        port -> new IOException("Connection reset"),
                        port -> new IOException("on port 1" + port + " or " + port + "0"),
                        port -> new NullPointerException(),
                        port -> suppressing(new IOException("closing port " + port)))
                .map(failure -> arguments(failure));
    }

    private static Throwable suppressing(Throwable other) {
        IOException failure = new IOException("Connection reset");
        failure.addSuppressed(other);
        return failure;
    }

    @ParameterizedTest
    @MethodSource("failuresThatSpeakOfThePort")
    void explainsAFailureThatSpeaksOfThePort(IntFunction<Throwable> failure) {
        Throwable reported = run(OtherListenerTests::stranger, failure).failure();

        assertThat(reported)
                .isExactlyInstanceOf(PortUnavailableError.class)
                .hasMessage(diagnosis + System.lineSeparator() + "Original failure: " + original)
                .hasCause(original)
                .hasNoSuppressedExceptions();
    }

    static Stream<Arguments> failuresThatSpeakOfThePort() {
        return Stream.<IntFunction<Throwable>>of(
                        port -> new IllegalStateException("Could not start smtp:127.0.0.1:" + port + ", try again"),
                        port -> new IOException("start", new IOException("Der Port " + port + " ist belegt")),
                        port -> new IOException("listener 'ldap': BindException(Die Adresse wird bereits verwendet)"))
                .map(failure -> arguments(failure));
    }

    @ParameterizedTest
    @MethodSource("listenersOfTheTestItself")
    void isNotAServerOfTheTestItself(IntFunction<AutoCloseable> own) {
        Throwable reported = run(own, port -> new IOException("HTTP status 500 from port " + port))
                .failure();

        assertThat(diagnosis).contains(" is taken: ");
        assertThat(reported).isSameAs(original).hasNoSuppressedExceptions();
    }

    static Stream<Arguments> listenersOfTheTestItself() {
        return Stream.<IntFunction<AutoCloseable>>of(OtherListenerTests::ownServer, OtherListenerTests::childProcess)
                .map(listener -> arguments(listener));
    }

    @Test
    void isNotedOnceForAFailureThatIsReportedTwice() {
        Throwable reported = run(OtherListenerTests::stranger, port -> {
                    AssertionError failure = new AssertionError("again");
                    failure.addSuppressed(new PortUnavailableError("Port 1 is taken", List.of(), new BindException()));
                    return failure;
                })
                .failure();

        assertThat(reported.getSuppressed()).hasSize(1);
    }

    @Test
    void isNotNotedWhenTheTestIsSkipped() {
        TestRun run = run(OtherListenerTests::stranger, port -> new TestAbortedException("not here"));

        assertThat(run.failures()).isEmpty();
        run.results().testEvents().assertStatistics(counts -> counts.started(1).aborted(1));
        assertThat(original)
                .isNotNull()
                .satisfies(aborted -> assertThat(aborted).hasNoSuppressedExceptions());
    }

    private static TestRun run(IntFunction<? extends AutoCloseable> listeners, IntFunction<Throwable> failures) {
        OtherListenerTests.listeners = listeners;
        OtherListenerTests.failures = failures;
        return TestRun.of(FailingTestCase.class);
    }

    private static AutoCloseable stranger(int port) {
        return started(() -> ListeningJvm.strangerOn(port));
    }

    private static AutoCloseable childProcess(int port) {
        return started(() -> ListeningJvm.childOn(port));
    }

    private static AutoCloseable ownServer(int port) {
        return started(() -> new ServerSocket(port));
    }

    private static AutoCloseable started(Callable<AutoCloseable> start) {
        try {
            return start.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static class FailingTestCase {
        @Test
        void test(@FreePort int port) throws Throwable {
            listener = listeners.apply(port);
            diagnosis = FreePorts.explain(port).toString();
            original = failures.apply(port);
            throw original;
        }

        @AfterEach
        void endListener() throws Exception {
            Objects.requireNonNull(listener).close();
        }
    }
}
