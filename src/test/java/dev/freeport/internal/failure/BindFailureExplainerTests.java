package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.internal.text.AddressText;
import dev.freeport.internal.text.GivenExplanations;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;

class BindFailureExplainerTests {
    private static final String MESSAGE = "Address already in use: /127.0.0.1:23456";

    @BeforeEach
    void forget() {
        GivenExplanations.clear();
    }

    private static String line(Throwable failure) {
        return TestFrame.of(List.of(failure)).replaceFirst(".*:", "");
    }

    @Nested
    class Recognises {
        @Test
        void aBindExceptionThreeLevelsDeep() {
            assertExplained(new IllegalStateException(
                    "context", new CompletionException(new ExecutionException(new BindException(MESSAGE)))));
        }

        @Test
        void aBindExceptionInACircle() {
            BindException cause = new BindException(MESSAGE);
            IllegalStateException failure = new IllegalStateException("context", cause);
            cause.initCause(failure);

            assertExplained(failure);
        }

        @Test
        void theSameTwiceInOneLine() {
            Throwable first = explain(new BindException(MESSAGE), List.of());
            String headline = ((PortUnavailableError) first).diagnoses().get(0).headline();

            assertThat(explain(new BindException(MESSAGE), List.of()))
                    .isExactlyInstanceOf(PortUnavailableError.class)
                    .hasMessageStartingWith(headline + " Explained above")
                    .hasMessageNotContaining("Original failure")
                    .message()
                    .hasLineCount(1);
        }

        @Test
        void whatServersThrowInstead() {
            assertExplained(new PortInUseException(MESSAGE));
            assertExplained(new ChannelBindException(MESSAGE));
            assertExplained(new NativeIoException("bind(..) failed: " + MESSAGE));
            assertExplained(new NativeIoException("listen(..) failed: " + MESSAGE));
        }

        private void assertExplained(Throwable failure) {
            GivenExplanations.clear();
            assertThat(explain(failure, List.of()))
                    .isExactlyInstanceOf(PortUnavailableError.class)
                    .hasMessageStartingWith("Port 23456 is ")
                    .hasMessageEndingWith("Original failure: " + failure)
                    .cause()
                    .isSameAs(failure);
        }
    }

    @Nested
    class DoesNotReplace {
        @Test
        void anotherFailureThatSuppressesTheBindException() {
            AssertionError primary = new AssertionError("expected: 1 but was: 2", new IOException("other"));
            primary.addSuppressed(new IOException("closing", new BindException(MESSAGE)));

            assertExplainedBeside(primary);
        }

        @Test
        void aFailureWhoseCauseSuppressesTheBindException() {
            IOException cause = new IOException("other");
            cause.addSuppressed(new BindException(MESSAGE));
            IllegalStateException failure = new IllegalStateException("context", cause);

            assertExplainedBeside(failure);
        }

        @Test
        void multipleFailures() {
            try {
                Assertions.assertAll(
                        () -> {
                            throw new BindException(MESSAGE);
                        },
                        () -> {
                            throw new IOException("other");
                        });
            } catch (MultipleFailuresError failure) {
                assertExplainedBeside(failure);
                return;
            }
            throw new AssertionError("assertAll did not throw");
        }

        private void assertExplainedBeside(Throwable failure) {
            Throwable before = failure.getCause();

            assertThat(explain(failure, List.of())).isSameAs(failure);
            assertThat(failure.getCause()).isSameAs(before);
            assertThat(List.of(failure.getSuppressed()))
                    .filteredOn(PortUnavailableError.class::isInstance)
                    .singleElement()
                    .satisfies(explanation -> assertThat(explanation)
                            .hasNoCause()
                            .hasMessageStartingWith("Port 23456 is ")
                            .hasMessageNotContaining("Original failure"));
            assertThat(explain(failure, List.of())).isSameAs(failure);
            assertThat(List.of(failure.getSuppressed()))
                    .filteredOn(PortUnavailableError.class::isInstance)
                    .as("explained once")
                    .hasSize(1);
        }
    }

    @Nested
    class ExplainsWhatIsNoMatterOfThePort {
        @Test
        void anAddressOfAnotherHost() {
            BindException failure = new BindException("Cannot assign requested address: /192.0.2.1:23456");

            assertNotLocal(failure);
        }

        @Test
        void anAddressOfAnotherHostThatIsNotNamedBesideTheFailureOnly() throws IOException {
            try (PortReservation reservation = FreePorts.reserve()) {
                BindException failure = assertThrows(
                        BindException.class, () -> new ServerSocket(0, 1, InetAddress.getByName("192.0.2.1")).close());

                assertThat(explain(failure, List.of(reservation))).isSameAs(failure);
                assertThat(BindFailureExplainer.explainBeside(failure))
                        .hasValueSatisfying(explanation -> assertThat(explanation.text())
                                .isEqualTo(lines("""
                                This host does not have the address that could not be bound; the failure does not name it. Bound at BindFailureExplainerTests.java:LINE.
                                  addresses   %s (of this host)
                                  cause       the address is not one of this host; the port does not matter
                                  what to do  Bind one of this host's addresses, or all of them.""")
                                        .replace("LINE", line(failure))
                                        .formatted(AddressText.ofThisHost())));
            }
        }

        private static void assertNotLocal(Throwable failure) {
            PortUnavailableError explained = (PortUnavailableError) explain(failure, List.of());
            assertThat(explained.diagnoses())
                    .singleElement()
                    .satisfies(diagnosis -> assertThat(diagnosis.cause()).isEqualTo(Cause.NOT_LOCAL));
            assertThat(explained)
                    .hasMessageStartingWith(explained.diagnoses().get(0) + System.lineSeparator())
                    .hasMessageContaining("192.0.2.1")
                    .hasCause(failure);
        }

        private static String lines(String text) {
            return text.replace("\n", System.lineSeparator());
        }

        @Test
        void aSocketThatIsNotBoundForAnotherReason() throws IOException {
            // of a JVM without IPv6, or at its limit of descriptors
            SocketException failure = new SocketException("Too many open files: /192.0.2.1:23456");
            failure.setStackTrace(new StackTraceElement[] {
                new StackTraceElement("sun.nio.ch.Net", "serverSocket", "Net.java", 530),
                new StackTraceElement("java.net.ServerSocket", "<init>", "ServerSocket.java", 271)
            });

            assertNotLocal(failure);
        }

        @Test
        void butNotWhatAClientMeets() {
            SocketException failure = new SocketException("Connection reset: /192.0.2.1:23456");
            failure.setStackTrace(new StackTraceElement[] {
                new StackTraceElement("sun.nio.ch.Net", "socket", "Net.java", 524),
                new StackTraceElement("java.net.Socket", "connect", "Socket.java", 633)
            });

            assertThat(explain(failure, List.of())).isSameAs(failure);
        }

        @Test
        void norANumberThatIsNone() {
            IllegalArgumentException failure =
                    assertThrows(IllegalArgumentException.class, () -> new InetSocketAddress(70000));

            assertThat(explain(failure, List.of())).isSameAs(failure);
        }
    }

    @Nested
    class PassesThrough {
        @Test
        void whatIsExplainedAlready() {
            Throwable explained = explain(new BindException(MESSAGE), List.of());

            assertThat(explained).isExactlyInstanceOf(PortUnavailableError.class);
            assertPassedThrough(explained);
            assertPassedThrough(new IOException("again", explained));
        }

        @Test
        void whatBearsAnExplanationInItsMessage() {
            BindException cause = new BindException(MESSAGE);

            String text = FreePorts.explain(BindAttempt.of(Protocol.TCP, 23456).failedWith(cause))
                    .toString();

            assertPassedThrough(new IOException(text, cause));
            assertThat(BindFailureExplainer.explainBeside(new IOException(text, cause)))
                    .isEmpty();
            assertPassedThrough(new IOException(FreePorts.explain(23456).toString(), cause));
        }

        @Test
        void whatBearsTheHeadlineAlone() throws IOException {
            try (ServerSocket taken = new ServerSocket(0)) {
                int port = taken.getLocalPort();
                String headline = FreePorts.explain(port).headline();
                IOException failure = new IOException(headline, new BindException("in use: localhost:" + port));

                assertPassedThrough(failure);
                assertThat(failure.getSuppressed()).isEmpty();
            }
        }

        @Test
        void whatBearsAnExplanationThatIsNoLongerTrue() throws IOException {
            IOException failure;
            try (ServerSocket closedSince = new ServerSocket(0)) {
                int port = closedSince.getLocalPort();
                failure = new IOException(FreePorts.explain(port).toString(), new BindException("in use: " + port));
            }

            assertThat(BindFailureExplainer.explainBeside(failure)).isEmpty();
            assertThat(failure.getSuppressed()).isEmpty();
        }

        @Test
        void whatBearsWhatTheReservationSaidEvenIfThatHasChanged() throws IOException {
            try (PortReservation reservation = FreePorts.reserve()) {
                IOException failure;
                try (ServerSocket first = new ServerSocket(reservation.port())) {
                    BindException cause = new BindException("in use: " + first.getLocalPort());
                    failure = new IOException(
                            reservation.explainBindFailure(cause).headline(), cause);
                }

                assertThat(explain(failure, List.of(reservation))).isSameAs(failure);
                assertThat(failure.getSuppressed()).isEmpty();
            }
        }

        @Test
        void testsThatWereNotRun() {
            assertPassedThrough(new TestAbortedException("port 23456 in use", new BindException(MESSAGE)));
            assertPassedThrough(new SubclassOfTestAbortedException());
        }

        @Test
        void whatIsBuriedTooDeep() {
            assertThat(explain(wrapped(99), List.of())).isInstanceOf(PortUnavailableError.class);
            assertPassedThrough(wrapped(100));
        }

        private static Throwable wrapped(int times) {
            Throwable failure = new BindException(MESSAGE);
            for (int i = 0; i < times; i++) {
                failure = new IllegalStateException("context", failure);
            }
            return failure;
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whatCannotBeRead(boolean byAnError) throws IOException {
            try (PortReservation reservation = FreePorts.reserve();
                    ServerSocket taken = new ServerSocket(reservation.port())) {
                Unreadable failure = new Unreadable(byAnError);

                assertThat(explain(failure, List.of(reservation))).isSameAs(failure);
                assertThat(BindFailureExplainer.explain(failure, () -> List.of(reservation), () -> true))
                        .isSameAs(failure);
                assertThat(BindFailureExplainer.explainBeside(failure)).isEmpty();
                assertThat(failure.getSuppressed()).as("of %s", taken).isEmpty();
            }
        }

        @Test
        void aBindFailureIfNoPortIsKnown() {
            assertPassedThrough(new BindException("Address already in use"));
        }

        @Test
        void failuresOfOtherSystemCalls() {
            assertPassedThrough(new NativeIoException("recvAddress(..) failed: Connection reset by /127.0.0.1:23456"));
        }

        private void assertPassedThrough(Throwable failure) {
            assertThat(explain(failure, List.of())).isSameAs(failure);
        }
    }

    private static Throwable explain(Throwable failure, List<PortReservation> reservations) {
        return BindFailureExplainer.explain(failure, () -> reservations, () -> false);
    }

    /** Bears the name of what Spring Boot throws. */
    private static final class PortInUseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PortInUseException(String message) {
            super(message);
        }
    }

    private static final class SubclassOfTestAbortedException extends TestAbortedException {
        private static final long serialVersionUID = 1L;

        SubclassOfTestAbortedException() {
            super("no browser", new BindException(MESSAGE));
        }
    }

    private static final class Unreadable extends BindException {
        private static final long serialVersionUID = 1L;

        private final boolean byAnError;

        Unreadable(boolean byAnError) {
            this.byAnError = byAnError;
        }

        @Override
        public String getMessage() {
            if (byAnError) {
                throw new LinkageError("no text");
            }
            throw new IllegalStateException("no text");
        }
    }

    /** Bears the name of what Reactor Netty throws. */
    private static final class ChannelBindException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ChannelBindException(String message) {
            super(message);
        }
    }

    /** Bears the name of what the native transports of Netty throw. */
    private static final class NativeIoException extends IOException {
        private static final long serialVersionUID = 1L;

        NativeIoException(String message) {
            super(message);
        }
    }
}
