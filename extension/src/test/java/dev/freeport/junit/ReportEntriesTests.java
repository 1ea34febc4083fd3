package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventType.FINISHED;
import static org.junit.platform.testkit.engine.EventType.REPORTING_ENTRY_PUBLISHED;
import static org.junit.platform.testkit.engine.EventType.STARTED;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.Event;

class ReportEntriesTests {
    @Test
    void nameEachPortOnce() {
        TestRun run =
                TestRun.of(NamedTestCase.class, "freeport.report-entries", "on").succeeds(1);

        String type = NamedTestCase.class.getName();
        assertThat(entries(run))
                .containsExactly(
                        Map.of(
                                "freeport.port",
                                run.port("field") + ", field 'http' of " + type + ", in test(int, int)"),
                        Map.of(
                                "freeport.port",
                                run.port("other") + ", parameter 'other' of " + type + ".test(int, int)"));
    }

    @Test
    void ofAClassFollowItsStart() {
        TestRun run = TestRun.of(StaticTestCase.class, "freeport.report-entries", "on")
                .succeeds(1);

        assertThat(run.results()
                        .containerEvents()
                        .filter(event -> event.getTestDescriptor().getSource().isPresent())
                        .map(Event::getType))
                .containsExactly(STARTED, REPORTING_ENTRY_PUBLISHED, REPORTING_ENTRY_PUBLISHED, FINISHED);
        assertThat(entries(run))
                .containsOnly(
                        Map.of(
                                "freeport.port",
                                run.port("field") + ", field 'port' of " + StaticTestCase.class.getName()),
                        Map.of(
                                "freeport.port",
                                run.port("registered") + ", PortExtension of " + StaticTestCase.class.getName()));
    }

    static class StaticTestCase {
        @FreePort
        static int port;

        @RegisterExtension
        static final PortExtension REGISTERED = PortExtension.free();

        @Test
        void test() {
            note("field", port);
            note("registered", REGISTERED.port());
        }
    }

    @Test
    void areOffUnlessTheyAreSwitchedOn() {
        assertThat(entries(TestRun.of(NamedTestCase.class).succeeds(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "False"})
    void canBeSwitchedOff(String off) {
        assertThat(entries(TestRun.of(NamedTestCase.class, "freeport.report-entries", off)
                        .succeeds(1)))
                .isEmpty();
    }

    @Test
    void areNotMadeWhenTheSwitchIsNotUnderstood() {
        TestRun run = TestRun.of(ParameterTestCase.class, "freeport.report-entries", "some");

        assertThat(run.failure())
                .isExactlyInstanceOf(ParameterResolutionException.class)
                .hasMessageEndingWith(
                        ": freeport.report-entries (some) is not valid: it must be on or off; it is set in"
                                + " junit-platform.properties or by the launcher");
    }

    private static List<Map<String, String>> entries(TestRun run) {
        return run.results()
                .allEvents()
                .filter(event -> event.getType() == REPORTING_ENTRY_PUBLISHED)
                .map(ReportEntriesTests::entry)
                .toList();
    }

    private static Map<String, String> entry(Event event) {
        return event.getRequiredPayload(ReportEntry.class).getKeyValuePairs();
    }

    static class NamedTestCase {
        @FreePort("http")
        int http;

        @Test
        void test(@FreePort("http") int same, @FreePort int other) {
            note("field", http);
            note("other", other);
            assertThat(same).isEqualTo(http);
        }
    }

    static class ParameterTestCase {
        @Test
        void test(@FreePort int port) {}
    }
}
