package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.fixture.PortOccupier;
import dev.freeport.internal.text.AddressText;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherFactory;

/** Failed binds in classes that know nothing of the extension. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class BindFailureListenerTests {
    private static final String NEW_LINE = System.lineSeparator();

    private static final int FIXED = 9418;

    private static int port;

    private final PortReservation reservation = FreePorts.reserve();

    @BeforeEach
    void choosePort() {
        port = reservation.port();
    }

    @AfterEach
    void release() {
        reservation.close();
    }

    @ParameterizedTest
    @MethodSource("places")
    void explainsBesideAndWithTheNameOfTheTest(Class<?> testCase, String test) throws IOException {
        try (ListeningJvm other = ListeningJvm.childOn(port)) {
            LauncherRun run = LauncherRun.of(testCase);

            Throwable failure = onlyFailure(run);
            assertThat(failure).isExactlyInstanceOf(BindException.class).hasNoCause();
            PortUnavailableError explanation = onlyExplanation(failure);
            assertThat(explanation.diagnoses()).singleElement().satisfies(diagnosis -> {
                assertThat(diagnosis.port()).isEqualTo(port);
                assertThat(diagnosis.cause()).isEqualTo(Cause.LISTENER);
                assertThat(explanation)
                        .hasMessageStartingWith("Port " + port + " is taken: pid " + other.pid() + " listens on it.")
                        .hasMessage(diagnosis.toString());
            });
            assertThat(explanation.getStackTrace()).isEmpty();
            assertThat(run.errorOutput())
                    .isEqualTo("In " + testCase.getName() + test + ": " + explanation.getMessage() + NEW_LINE
                            + "  failure     " + failure + NEW_LINE);
        }
    }

    static Stream<Arguments> places() {
        return Stream.of(
                arguments(InTestTestCase.class, ".binds()"),
                arguments(InInvocationTestCase.class, ".binds(int) [1] 7"),
                arguments(InBeforeAllTestCase.class, ""),
                arguments(InConstructorTestCase.class, ".passes()"));
    }

    @Test
    void namesThoseWhoListenIfThePortIsNotNamed() throws IOException {
        try (ListeningJvm other = ListeningJvm.childOn(port)) {
            LauncherRun run = LauncherRun.of(WithoutNumberTestCase.class);

            PortUnavailableError explanation = onlyExplanation(onlyFailure(run));
            assertThat(explanation.diagnoses()).isEmpty();
            assertThat(String.valueOf(explanation.getMessage()).lines())
                    .anyMatch(line -> line.matches("(A port is taken, and the failure does not name it[.]"
                            + "|Probably port [0-9]+: .* listens on it[.])"
                            + " Bound at BindFailureListenerTests[.]java:[0-9]+[.]"))
                    .anyMatch(line -> line.contains(":" + port + ", pid " + other.pid() + " "));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what Linux says of an address that it does not have")
    void namesNobodyIfTheAddressIsNotThatOfThisHost() throws IOException {
        try (ServerSocket innocent = new ServerSocket(port)) {
            LauncherRun run = LauncherRun.of(OtherAddressTestCase.class);

            Throwable failure = onlyFailure(run);
            assertThat(failure).hasMessageContaining("assign requested address");
            assertThat(run.errorOutput())
                    .as("text while this JVM listens on %s", innocent)
                    .isEqualTo("""
                            In %s.binds(): This host does not have the address that could not be bound; the failure does not \
                            name it. Bound at BindFailureListenerTests.java:%d.
                              addresses   %s (of this host)
                              cause       the address is not one of this host; the port does not matter
                              what to do  Bind one of this host's addresses, or all of them.
                              failure     %s
                            """, OtherAddressTestCase.class.getName(), line(failure), addresses(), failure);
        }
    }

    private static int line(Throwable failure) {
        return Stream.of(failure.getStackTrace())
                .filter(frame -> frame.getClassName().equals(OtherAddressTestCase.class.getName()))
                .findFirst()
                .orElseThrow()
                .getLineNumber();
    }

    private static String addresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .limit(10)
                .map(AddressText::of)
                .collect(Collectors.joining(", "));
    }

    @Test
    void doesNotExplainAgain() throws IOException {
        try (ListeningJvm other = ListeningJvm.childOn(port)) {
            LauncherRun run = LauncherRun.of(WithExtensionTestCase.class);

            Throwable failure = onlyFailure(run);
            assertThat(failure)
                    .isExactlyInstanceOf(PortUnavailableError.class)
                    .hasMessageStartingWith("Port " + port + " is taken: pid " + other.pid() + " listens on it.");
            assertThat(failure.getSuppressed()).isEmpty();
            assertThat(run.errorOutput()).isEmpty();
        }
    }

    @Test
    void doesNotExplainARefusalThatIsOneItself() throws IOException {
        try (ListeningJvm other = ListeningJvm.childOn(FIXED)) {
            LauncherRun run = LauncherRun.of(RefusedTestCase.class);

            Throwable failure = onlyFailure(run);
            assertThat(failure.getCause())
                    .hasMessageContaining(
                            " is taken by a process that has not reserved it: pid " + other.pid() + " listens on it.");
            assertThat(failure.getSuppressed()).isEmpty();
            assertThat(run.errorOutput()).isEmpty();
        }
    }

    @Test
    void doesNotExplainAnOccupierThatSaysWhyItCouldNot() {
        try (PortOccupier first = PortOccupier.byThisJvm().occupy()) {
            port = first.port();
            LauncherRun run = LauncherRun.of(OccupyingTestCase.class);

            Throwable failure = onlyFailure(run);
            assertThat(failure).hasMessageContaining("Port " + port + " is occupied on purpose by this JVM");
            assertThat(failure.getSuppressed()).isEmpty();
            assertThat(run.errorOutput()).isEmpty();
        }
    }

    @Test
    void leavesOtherFailuresAlone() {
        LauncherRun run = LauncherRun.of(OtherFailureTestCase.class);

        assertThat(onlyFailure(run).getSuppressed()).isEmpty();
        assertThat(run.errorOutput()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "false", " OFF "})
    void canBeSwitchedOff(String off) {
        Launcher launcher = LauncherFactory.create();
        LauncherRun run = LauncherRun.of(launcher, InTestTestCase.class, "freeport.explain", off);

        assertThat(onlyFailure(run).getSuppressed()).isEmpty();
        assertThat(run.errorOutput()).isEmpty();
        assertThat(onlyFailure(LauncherRun.of(launcher, InTestTestCase.class)).getSuppressed())
                .as("of the next run of the launcher")
                .hasSize(1);
    }

    @Test
    void isOnWhenTheSwitchIsNotUnderstoodAndSaysSo() {
        try (LogCapture log = new LogCapture("dev.freeport")) {
            LauncherRun run = LauncherRun.of(InTestTestCase.class, "freeport.explain", "perhaps");

            assertThat(onlyFailure(run).getSuppressed()).hasSize(1);
            assertThat(log.texts())
                    .containsExactly(
                            "freeport.explain (perhaps) is not valid: it must be on or off; the default applies instead.");
        }
    }

    @Test
    void warnsOfUnknownKeysAmongConfigurationParameters() {
        try (LogCapture log = new LogCapture("dev.freeport")) {
            LauncherRun.of(OtherFailureTestCase.class, "freeport.safe-no", "linux");

            assertThat(log.texts())
                    .containsExactly("Setting freeport.safe-no is unknown and has no effect. Did you mean"
                            + " freeport.safe-on?");
        }
    }

    @Test
    void explainsOnTheStandardErrorWhatSuppressesNothing() {
        LauncherRun run = LauncherRun.of(NothingSuppressedTestCase.class);

        assertThat(onlyFailure(run).getSuppressed()).isEmpty();
        assertThat(run.errorOutput())
                .startsWith("In " + NothingSuppressedTestCase.class.getName() + ".binds(): Port " + port + " is ");
    }

    private static Throwable onlyFailure(LauncherRun run) {
        assertThat(run.failures()).hasSize(1);
        return run.failures().get(0);
    }

    private static PortUnavailableError onlyExplanation(Throwable failure) {
        assertThat(failure.getSuppressed()).singleElement().isExactlyInstanceOf(PortUnavailableError.class);
        return (PortUnavailableError) failure.getSuppressed()[0];
    }

    private static BindException bindFailure() {
        return new BindException("Address already in use: /0.0.0.0:" + port);
    }

    static class InTestTestCase {
        @Test
        void binds() throws BindException {
            throw bindFailure();
        }

        @Test
        void passes() {}
    }

    static class InInvocationTestCase {
        @ParameterizedTest(name = "[{index}] {0}")
        @ValueSource(ints = 7)
        void binds(int parameter) throws BindException {
            throw bindFailure();
        }
    }

    static class InBeforeAllTestCase {
        @BeforeAll
        static void beforeAll() throws BindException {
            throw bindFailure();
        }

        @Test
        void passes() {}
    }

    static class InConstructorTestCase {
        InConstructorTestCase() throws BindException {
            throw bindFailure();
        }

        @Test
        void passes() {}
    }

    static class WithoutNumberTestCase {
        @Test
        void binds() throws IOException {
            new ServerSocket(port).close();
        }
    }

    static class OtherAddressTestCase {
        @Test
        void binds() throws IOException {
            // TEST-NET-1 of RFC 5737, an address of nobody
            new ServerSocket(port, 1, InetAddress.getByName("192.0.2.1")).close();
        }
    }

    static class WithExtensionTestCase {
        @Test
        void binds(@FreePort int unused) throws BindException {
            throw bindFailure();
        }
    }

    static class RefusedTestCase {
        @Test
        void test(@FixedPort(FIXED) int port) {}
    }

    static class OccupyingTestCase {
        @Test
        void occupies() {
            PortOccupier.byThisJvm().occupy(port).close();
        }
    }

    static class OtherFailureTestCase {
        @Test
        void fails() throws IOException {
            throw new IOException("expected 1 but was 2");
        }
    }

    static class NothingSuppressedTestCase {
        @Test
        void binds() {
            throw new PortInUseException("Port " + port + " was already in use");
        }
    }

    /** Bears the name of what Spring Boot throws. */
    private static final class PortInUseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PortInUseException(String message) {
            super(message, null, false, true);
        }
    }
}
