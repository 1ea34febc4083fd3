package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

/** Fields of classes that another engine than JUnit Jupiter runs. */
class FieldsWithoutPortTests {
    private static final String NAME = FieldsWithoutPortTests.class.getName();

    @Test
    void areNamedInAWarning() {
        assertThat(warning(StaticFieldTestCase.class))
                .isEqualTo(text(
                        "No port for field 'port' of " + NAME
                                + "$StaticFieldTestCase: the engine other runs the class, and only JUnit Jupiter injects"
                                + " ports.",
                        "In such a class, reserve the port by FreePorts.reserve()."));
    }

    @Test
    void areThoseOfAllKindsAndOfSuperclasses() {
        assertThat(warning(ManyTestCase.class))
                .isEqualTo(text(
                        "No port for field 'composed' of " + NAME
                                + "$ManyTestCase: the engine other runs the class, and only JUnit Jupiter injects ports.",
                        "  nor for field 'fixed' of " + NAME + "$ManyTestCase: the engine other runs the class",
                        "  nor for field 'closed' of " + NAME + "$ManyTestCase: the engine other runs the class",
                        "  nor for field 'occupied' of " + NAME + "$ManyTestCase: the engine other runs the class",
                        "  nor for field 'port' of " + NAME + "$StaticFieldTestCase: the engine other runs the class",
                        "In such a class, reserve the port by FreePorts.reserve()."));
    }

    @Test
    void takeTenLinesAtMost() {
        assertThat(warning(TwelveTestCase.class).lines())
                .hasSize(12)
                .element(10)
                .isEqualTo("  nor for 2 more");
    }

    @Test
    void areNoneWhereJUnitJupiterRunsTheClass() {
        try (LogCapture log = new LogCapture("dev.freeport")) {
            assertThat(LauncherRun.of(JupiterTestCase.class).failures()).isEmpty();
            assertThat(LauncherRun.of(launcher(), PlainTestCase.class).failures())
                    .isEmpty();

            assertThat(log.texts()).isEmpty();
        }
    }

    private static String warning(Class<?> testCase) {
        try (LogCapture log = new LogCapture("dev.freeport")) {
            LauncherRun.of(launcher(), testCase);

            assertThat(log.texts()).hasSize(1);
            return log.texts().get(0);
        }
    }

    private static Launcher launcher() {
        return LauncherFactory.create(LauncherConfig.builder()
                .addTestEngines(new OtherEngine("other"))
                .build());
    }

    private static String text(String... lines) {
        return String.join(System.lineSeparator(), lines);
    }

    static class StaticFieldTestCase {
        @FreePort
        static int port;
    }

    static class ManyTestCase extends StaticFieldTestCase {
        @HttpPort
        int composed;

        @FixedPort(9417)
        int fixed;

        @ClosedPort
        int closed;

        @OccupiedPort
        int occupied;

        int none;
    }

    @FreePort("http")
    @Retention(RetentionPolicy.RUNTIME)
    @interface HttpPort {}

    static class TwelveTestCase {
        @FreePort
        int a, b, c, d, e, f, g, h, i, j, k, l;
    }

    static class PlainTestCase {
        int none;
    }

    static class JupiterTestCase {
        @FreePort
        int port;

        @Test
        void test() {
            assertThat(port).isPositive();
        }
    }
}
