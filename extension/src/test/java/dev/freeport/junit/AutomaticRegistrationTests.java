package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.PortUnavailableError;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** With JUnit's automatic detection of extensions. */
class AutomaticRegistrationTests {
    private static final String DETECTION = "junit.jupiter.extensions.autodetection.enabled";

    @Test
    void givesEachDeclarationOnePort() {
        TestRun run = TestRun.of(DeclaringTestCase.class, DETECTION, "true").succeeds(1);

        assertThat(run.purposes()).containsOnlyKeys("static", "field", "parameter");
        assertThat(run.ports()).doesNotHaveDuplicates();
    }

    static class DeclaringTestCase {
        @FreePort
        static int ofClass;

        @FreePort
        int field;

        @BeforeAll
        static void beforeAll() {
            note("static", ofClass);
        }

        @Test
        void test(@FreePort int port) {
            note("field", field);
            note("parameter", port);
            assertThat(TestRun.stillReserved()).isEqualTo(Set.of("static", "field", "parameter"));
        }
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.WINDOWS},
            disabledReason = "owners as Linux and Windows show them")
    void explainsTheBindsOfTestsThatDeclareNothing() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            UndeclaredTestCase.taken = server.getLocalPort();

            assertThat(TestRun.of(UndeclaredTestCase.class, DETECTION, "true")
                            .failure()
                            .getSuppressed())
                    .singleElement()
                    .isExactlyInstanceOf(PortUnavailableError.class);
            assertThat(TestRun.of(UndeclaredTestCase.class).failure().getSuppressed())
                    .isEmpty();
        }
    }

    static class UndeclaredTestCase {
        private static int taken;

        @Test
        void test() throws BindException {
            throw new BindException("Address already in use: 127.0.0.1:" + taken);
        }
    }
}
