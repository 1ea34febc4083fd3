package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a refusal where a build prints the stack trace. */
class StackTraceTests {
    private static final int PORT = 9419;

    @ParameterizedTest
    @ValueSource(classes = {ParameterTestCase.class, FieldTestCase.class, ExtensionTestCase.class})
    void saysInOneLineWhyThereIsNoPortAndInItsCauseMore(Class<?> testCase) {
        PortRequest other =
                PortRequest.fromSystemProperties().withCoolDown(Duration.ZERO).withPurpose("the other test");
        try (PortReservation reservation = FreePorts.reserveFixed(PORT, other)) {
            Throwable failure =
                    TestRun.of(testCase, PortRequest.TIMEOUT, "0ms").failures().get(0);

            assertThat(failure).hasCauseExactlyInstanceOf(NoFreePortException.class);
            assertThat(failure.getMessage())
                    .contains(" for the other test, since ")
                    .hasLineCount(1);
            assertThat(failure).cause().hasMessageStartingWith(failure.getMessage() + System.lineSeparator());
            assertThat(stackTrace(failure)).containsOnlyOnce("what to do  ").containsOnlyOnce("Caused by: ");
            assertThat(reservation.port()).isEqualTo(PORT);
        }
    }

    static class ParameterTestCase {
        @Test
        void test(@FixedPort(PORT) int port) {}
    }

    static class FieldTestCase {
        @FixedPort(PORT)
        static int port;

        @Test
        void test() {}
    }

    static class ExtensionTestCase {
        @RegisterExtension
        static final PortExtension FIXED = PortExtension.fixed(PORT);

        @Test
        void test() {}
    }

    @ParameterizedTest
    @ValueSource(classes = {WrongParameterTestCase.class, WrongFieldTestCase.class})
    void saysOnceWhatIsDeclaredWrongly(Class<?> testCase) {
        assertThat(stackTrace(TestRun.of(testCase).failure()))
                .containsOnlyOnce("range (9-1) must not be reversed")
                .doesNotContain("Caused by: ");
    }

    static class WrongParameterTestCase {
        @Test
        void test(@FreePort(ranges = "9-1") int port) {}
    }

    static class WrongFieldTestCase {
        @FreePort(ranges = "9-1")
        int port;

        @Test
        void test() {}
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
