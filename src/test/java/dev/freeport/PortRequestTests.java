package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.settings.Setting;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortRequestTests {

    @Test
    void hasDefaults() {
        PortRequest request = PortRequest.from(key -> Optional.empty());

        assertThat(request.choice().ranges()).isEmpty();
        assertThat(request.directory()).isEmpty();
        assertThat(request.options().holding()).isEqualTo(ReservationOptions.Holding.AUTO);
        assertThat(request.timeout()).hasMinutes(1);
        assertThat(request.leakCheck()).isEqualTo(LeakCheck.WARN);
        assertThat(request.timeline()).isEmpty();
        assertThat(request.options().coolDown()).hasSeconds(2);
    }

    @Test
    void showsWhatIsInvisibleInAPurpose() {
        PortRequest request = PortRequest.from(key -> Optional.empty()).withPurpose("a\u202eb\nc");

        assertThat(request.options().purpose()).isEqualTo("a\\u202eb c");
    }

    @Test
    void readsSettings() {
        PortRequest request = request(Map.of(
                "freeport.ranges", "20000-20015,30000",
                "freeport.excluded-ranges", "27017",
                "freeport.safe-on", "windows, LINUX_2_2",
                "freeport.skip-named", "off",
                "freeport.directory", "/some/where",
                "freeport.guard-socket", "OFF",
                "freeport.cool-down", "50ms",
                "freeport.timeout", "30s",
                "freeport.timeline", " target/ports.html ",
                "freeport.leaks", "Fail"));

        assertThat(request.choice().ranges()).containsExactly(new PortRange(20000, 20015), new PortRange(30000, 30000));
        assertThat(request.choice().excludedRanges()).containsExactly(new PortRange(27017, 27017));
        assertThat(request.choice().safeOn()).containsExactlyInAnyOrder(StackProfile.WINDOWS, StackProfile.LINUX_2_2);
        assertThat(request.choice().skipNamed()).hasValue(false);
        assertThat(request.directory()).hasValue(Path.of("/some/where"));
        assertThat(request.options().holding()).isEqualTo(ReservationOptions.Holding.UNGUARDED);
        assertThat(request.timeout()).hasSeconds(30);
        assertThat(request.leakCheck()).isEqualTo(LeakCheck.FAIL);
        assertThat(request.timeline()).hasValue(Path.of("target/ports.html"));
        assertThat(request.options().coolDown()).hasMillis(50);
    }

    @ParameterizedTest
    @CsvSource({"0ms,0", "1m,60000", "3 s,3000", "60m,3600000"})
    void readsUnitsOfTime(String text, long millis) {
        assertThat(request(Map.of("freeport.cool-down", text)).options().coolDown())
                .hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource({"on, true", " True, true", "OFF, false", "false, false"})
    void readsWhetherSomethingIsOn(String text, boolean on) {
        assertThat(request(Map.of("freeport.skip-named", text)).choice().skipNamed())
                .hasValue(on);
        assertThat(request(Map.of("freeport.guard-socket", text)).options().holding())
                .isEqualTo(on ? ReservationOptions.Holding.GUARDED : ReservationOptions.Holding.UNGUARDED);
    }

    @Test
    void readsThatGuardSocketsAreForTheDynamicRange() {
        assertThat(request(Map.of("freeport.guard-socket", "Auto")).options().holding())
                .isEqualTo(ReservationOptions.Holding.AUTO);
        assertThat(request(Map.of("freeport.guard-socket", "off"))
                        .withGuardSocket(GuardSocket.AUTO)
                        .options()
                        .holding())
                .isEqualTo(ReservationOptions.Holding.AUTO);
    }

    @Test
    void isChangedByCopies() {
        PortRequest request = PortRequest.from(key -> Optional.empty());
        PortRequest changed = request.withPurpose("x")
                .withRanges(new PortRange(20000, 20001))
                .withGuardSocket(GuardSocket.OFF)
                .withCoolDown(Duration.ZERO)
                .withDirectory(Path.of("d"))
                .withTimeout(Duration.ofHours(1))
                .withLeakCheck(LeakCheck.OFF)
                .withSafeOn(StackProfile.MACOS, StackProfile.WINDOWS)
                .withProtocols(Protocol.TCP, Protocol.UDP);

        assertThat(changed.options().purpose()).isEqualTo("x");
        assertThat(changed.choice().ranges()).hasSize(1);
        assertThat(changed.options().holding()).isEqualTo(ReservationOptions.Holding.UNGUARDED);
        assertThat(changed.timeout()).hasHours(1);
        assertThat(changed.leakCheck()).isEqualTo(LeakCheck.OFF);
        assertThat(changed.choice().safeOn()).containsExactlyInAnyOrder(StackProfile.MACOS, StackProfile.WINDOWS);
        assertThat(changed.choice().protocols()).containsExactly(Protocol.TCP, Protocol.UDP);
        assertThat(changed.options().protocols()).isEqualTo(changed.choice().protocols());
        assertThat(changed.options().coolDown()).isZero();
        assertThat(changed.directory()).hasValue(Path.of("d"));
        assertThat(request.choice().ranges()).isEmpty();
    }

    @Test
    void takesTheTextsOfSettingsToo() {
        PortRequest changed = PortRequest.from(key -> Optional.empty())
                .withRanges("20000-20015,30000")
                .withExcludedRanges("20001")
                .withSkipNamed(true)
                .withTimeout("1500ms")
                .withDiagnosisDeadline(Duration.ofSeconds(2));

        assertThat(changed.choice().ranges()).containsExactly(new PortRange(20000, 20015), new PortRange(30000, 30000));
        assertThat(changed.choice().excludedRanges()).containsExactly(new PortRange(20001, 20001));
        assertThat(changed.choice().skipNamed()).hasValue(true);
        assertThat(changed.timeout()).hasMillis(1500);
        assertThat(changed.options().diagnosisDeadline()).hasSeconds(2);
    }

    /** The table is complete, and every key in it that requests read is a constant for users. */
    @Test
    void hasAConstantForEachSettingOfTheKit() throws IllegalAccessException {
        List<String> keys = new ArrayList<>();
        for (Field field : PortRequest.class.getFields()) {
            if (field.getType() == String.class) {
                keys.add(String.valueOf(field.get(null)));
            }
        }

        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(Setting.all().stream()
                        .filter(setting -> setting.scope() == Setting.Scope.KIT)
                        .map(Setting::key)
                        .toList());
    }

    @Test
    void warnsOfUnknownKeysAmongTheSystemPropertiesAtTheFirstReservation(@TempDir Path directory) {
        List<String> options = List.of("-Dfreeport.directory=" + directory, "-Dfreeport.cooldown=1s");
        try (ForkedJvm jvm =
                ReservingJvm.start(List.of(), options, Requests.range(1).toString())) {
            assertThat(jvm.ask("reserve"))
                    .isEqualTo("WARNING: Setting freeport.cooldown is unknown and has no effect."
                            + " Did you mean freeport.cool-down?");
            assertThat(jvm.readLine()).matches("[0-9]+");
        }
    }

    @Nested
    class ReportsFailure {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        freeport.ranges    | abc       | 'abc' must be a port or a range of ports, such as 30000 or 20000-20015
                        freeport.ranges    | 70000     | port (70000) must be between 1 and 65535
                        freeport.directory | ''        | it must be the path of a directory
                        freeport.directory | ${a.b}/ports | it must be the path of a directory; nothing has replaced ${a.b}
                        freeport.timeline | ${a | it must be the path of a file; nothing has replaced ${a
                        freeport.timeline | ''           | it must be the path of a file
                        freeport.excluded-ranges     | 9-8       | range (9-8) must not be reversed: write 8-9
                        freeport.safe-on   | beos      | 'beos' must be one of iana, vos-tcp-os, stcp-tcp-before-1098, stcp-tcp, stcp-udp-before-2119, stcp-udp, hp-ux, ftx-before-3-4, ftx, ftserver, windows-2003, linux-2-2, linux, windows, macos, freebsd, solaris, aix, portable
                        freeport.skip-named | 1        | it must be on or off
                        freeport.guard-socket     | maybe     | it must be auto, on or off
                        freeport.leaks     | no        | it must be off, warn or fail
                        freeport.explain   | no        | it must be on or off
                        freeport.bind-log  | no        | it must be on or off
                        freeport.report-entries | no   | it must be on or off
                        freeport.timeout      | 1d        | it must be a number with a unit (ms, s, m), such as 50ms or 2s
                        freeport.diagnosis-deadline | 1h | it must be a number with a unit (ms, s, m), such as 50ms or 2s
                        freeport.cool-down | 2         | it must be a number with a unit (ms, s, m), such as 50ms or 2s
                        freeport.cool-down | 2 parsecs | it must be a number with a unit (ms, s, m), such as 50ms or 2s
                        freeport.cool-down | s         | it must be a number with a unit (ms, s, m), such as 50ms or 2s
                        freeport.cool-down | -1s       | it must be a number with a unit (ms, s, m), such as 50ms or 2s
                        freeport.cool-down | 61m       | it must be from 0ms to 60m
                        """)
        void whenASettingCannotBeUnderstood(String key, String value, String reason) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> request(Map.of(key, value)))
                    .withMessage(key + " (" + value + ") is not valid: " + reason);
        }

        @ParameterizedTest
        @ValueSource(strings = {"~", "~/ports"})
        void whenADirectoryIsMeantForAShell(String directory) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> request(Map.of("freeport.directory", directory)))
                    .withMessage("freeport.directory (" + directory
                            + ") is not valid: it must be the path of a directory; only a shell replaces ~, so write "
                            + System.getProperty("user.home") + directory.substring(1));
        }

        @Test
        void whenACoolDownIsOutOfBounds() {
            PortRequest request = PortRequest.from(key -> Optional.empty());

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> request.withCoolDown(Duration.ofMillis(-1)))
                    .withMessage("coolDown (PT-0.001S) is not valid: it must be from 0ms to 60m");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    abc    | ranges (abc) is not valid: 'abc' must be a port or a range of ports, such as 30000 or 20000-20015
                    ''     | ranges () is not valid: '' must be a port or a range of ports, such as 30000 or 20000-20015
                    """)
    void refusesTextsThatAreNotValid(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortRequest.from(key -> Optional.empty()).withRanges(text))
                .withMessage(message);
    }

    private static PortRequest request(Map<String, String> settings) {
        return PortRequest.from(key -> Optional.ofNullable(settings.get(key)));
    }
}
