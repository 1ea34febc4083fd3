package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortUnavailableError;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class BindFailureTests {
    private static @Nullable ListeningJvm other;
    private static @Nullable BindException original;

    @AfterEach
    void endOtherProcess() {
        if (other != null) {
            other.close();
        }
        other = null;
        original = null;
    }

    @ParameterizedTest
    @MethodSource("places")
    void namesTheProcessThatListens(Class<?> testCase, String place) {
        Throwable failure = TestRun.of(testCase).failure();

        assertThat(failure).isExactlyInstanceOf(PortUnavailableError.class).isInstanceOf(AssertionError.class);
        assertThat(failure.getCause()).isNotNull().isSameAs(original);
        long pid = Objects.requireNonNull(other).pid();
        assertThat(((PortUnavailableError) failure).diagnoses()).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.cause()).isEqualTo(Cause.LISTENER);
            String wanted = place + testCase.getName();
            // those who listen elsewhere on this host are named after that
            assertThat(String.valueOf(failure.getMessage())
                            .replaceFirst("(?m)^The failure does not name the port.*\\R(?:  .*\\R)+", "")
                            .lines())
                    .hasSize(9)
                    .startsWith("Port " + diagnosis.port() + " is taken: pid " + pid + " listens on it.")
                    .anyMatch(line -> line.startsWith("  process     pid " + pid + " (started by this JVM), user "))
                    .anyMatch(
                            line -> line.endsWith(" " + ListeningJvm.Listener.class.getName() + " " + diagnosis.port()))
                    .anyMatch(line -> line.startsWith("  wanted      by this JVM for " + wanted))
                    .contains("  what to do  Let this program end what it started ("
                            + (OS.WINDOWS.isCurrentOs() ? "taskkill /F /PID " : "kill ") + pid
                            + "), and wait until it has ended.")
                    .endsWith("Original failure: java.net.BindException: " + TestRun.IN_USE);
        });
    }

    static Stream<Arguments> places() {
        return Stream.of(
                arguments(InTestTestCase.class, "parameter 'port' of "),
                arguments(InBeforeEachTestCase.class, "parameter 'port' of "),
                arguments(InAfterEachTestCase.class, "parameter 'port' of "),
                arguments(InDynamicTestTestCase.class, "parameter 'port' of "),
                arguments(InBeforeAllTestCase.class, "parameter 'port' of "),
                arguments(InAfterAllTestCase.class, "parameter 'port' of "),
                arguments(InConstructorTestCase.class, "parameter 'port' of constructor "),
                arguments(InConstructorForTheClassTestCase.class, "field 'port' of "));
    }

    /** What all test cases do: another process listens, then a server is to be started. */
    private static void startServer(int port) throws IOException {
        other = ListeningJvm.childOn(port);
        try {
            new ServerSocket(port).close();
        } catch (BindException e) {
            original = e;
            throw e;
        }
    }

    static class InTestTestCase {
        @Test
        void test(@FreePort int port) throws IOException {
            startServer(port);
        }
    }

    static class InBeforeEachTestCase {
        @BeforeEach
        void beforeEach(@FreePort int port) throws IOException {
            startServer(port);
        }

        @Test
        void test() {}
    }

    static class InDynamicTestTestCase {
        @TestFactory
        DynamicTest tests(@FreePort int port) {
            return DynamicTest.dynamicTest("dynamic", () -> startServer(port));
        }
    }

    static class InAfterEachTestCase {
        @Test
        void test() {}

        @AfterEach
        void afterEach(@FreePort int port) throws IOException {
            startServer(port);
        }
    }

    static class InBeforeAllTestCase {
        @BeforeAll
        static void beforeAll(@FreePort int port) throws IOException {
            startServer(port);
        }

        @Test
        void test() {}
    }

    static class InAfterAllTestCase {
        @Test
        void test() {}

        @AfterAll
        static void afterAll(@FreePort int port) throws IOException {
            startServer(port);
        }
    }

    static class InConstructorTestCase {
        InConstructorTestCase(@FreePort int port) throws IOException {
            startServer(port);
        }

        @Test
        void test() {}
    }

    static class InConstructorForTheClassTestCase {
        @FreePort
        static int port;

        InConstructorForTheClassTestCase() throws IOException {
            startServer(port);
        }

        @Test
        void test() {}
    }
}
