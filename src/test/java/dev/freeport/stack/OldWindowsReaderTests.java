package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.freeport.WarningsCapture;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OldWindowsReaderTests {
    private static final String KEY = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";

    private final WarningsCapture warnings = new WarningsCapture();
    private final Values values = new Values();

    @AfterEach
    void close() {
        warnings.close();
    }

    @Test
    void readsWhatIsUsual() {
        assertThat(read())
                .isEqualTo(new HostStack(
                        StackProfile.WINDOWS_2003,
                        List.of(new PortRange(1024, 5000)),
                        List.of(new PortRange(1024, 5000)),
                        List.of(),
                        1,
                        "MaxUserPort in " + KEY));
        assertThat(warnings.texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5000, 5000",
        "20000, 20000",
        "65534, 65534",
        "0, 5000",
        "4999, 5000",
        "65535, 65534",
        "-1, 65534",
        "2147483647, 65534"
    })
    void readsMaxUserPortAndTakesTheNearestThatIsValid(int set, int high) {
        values.values.put("MaxUserPort", set);

        HostStack stack = read();

        assertThat(stack.dynamic(Protocol.TCP)).containsExactly(new PortRange(1024, high));
        assertThat(stack.dynamic(Protocol.UDP)).containsExactly(new PortRange(1024, high));
    }

    @Test
    void readsTheReservedPortsForBothProtocols() {
        values.values.put("ReservedPorts", List.of("1433-1434", "4000-4000", ""));

        assertThat(read().exclusions())
                .containsExactly(
                        new ExcludedRange(new PortRange(1433, 1434), Protocol.TCP, "in ReservedPorts", true),
                        new ExcludedRange(new PortRange(1433, 1434), Protocol.UDP, "in ReservedPorts", true),
                        new ExcludedRange(new PortRange(4000, 4000), Protocol.TCP, "in ReservedPorts", true),
                        new ExcludedRange(new PortRange(4000, 4000), Protocol.UDP, "in ReservedPorts", true));
        assertThat(warnings.texts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "4000", "4001-4000", "-1-5", "0-5", "4000-65536", "1-99999999999", "1-2-3", "1-"})
    void namesAMalformedEntryAndReadsTheRest(String entry) {
        values.values.put("ReservedPorts", List.of("1433-1434", entry));

        assertThat(read().exclusions()).hasSize(2);
        assertThat(warnings.texts())
                .containsExactly("ReservedPorts in " + KEY + " says '" + entry
                        + "' instead of a range of ports such as 4000-4010; that is ignored.");
    }

    @Test
    void namesAllMalformedEntriesInOneWarning() {
        values.values.put("ReservedPorts", List.of("\1\2", "b\u00fc"));

        read();

        assertThat(warnings.texts())
                .containsExactly("ReservedPorts in " + KEY + " says '??', 'b?' instead of a range of ports such as"
                        + " 4000-4010; that is ignored.");
    }

    @Test
    void leavesOutReservedPortsThatCannotBeRead() {
        values.values.put("MaxUserPort", 6000);
        values.values.put("ReservedPorts", 5);

        assertThat(read().dynamic(Protocol.TCP)).containsExactly(new PortRange(1024, 6000));
        assertThat(warnings.texts())
                .containsExactly("ReservedPorts is of another type; so no reserved port is left out.");
    }

    @Test
    void takesWhatIsDocumentedIfMaxUserPortCannotBeRead() {
        values.values.put("MaxUserPort", List.of());

        assertThat(read()).isEqualTo(HostStack.documented(StackProfile.WINDOWS_2003));
        assertThat(warnings.texts())
                .containsExactly("MaxUserPort is of another type; using the documented dynamic range of Windows 2000,"
                        + " XP and 2003, 1024-5000.");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there is no registry")
    void saysThatThereIsNoRegistry() {
        assertThatIOException()
                .isThrownBy(() -> new JnaWindowsRegistry().strings("A\\B", "C"))
                .withMessageStartingWith("HKLM\\A\\B\\C cannot be read through JNA (java.lang.");
        assertThatIOException()
                .isThrownBy(() -> new JnaWindowsRegistry().integer("A\\B", "C"))
                .withMessageStartingWith("HKLM\\A\\B\\C cannot be read through JNA (java.lang.");
    }

    private HostStack read() {
        return HostStack.read(new OldWindowsReader(values));
    }

    private static final class Values implements WindowsRegistry {
        final Map<String, Object> values = new HashMap<>();

        @Override
        public Optional<Integer> integer(String key, String name) throws IOException {
            return value(name, Integer.class);
        }

        @Override
        @SuppressWarnings("unchecked")
        public Optional<List<String>> strings(String key, String name) throws IOException {
            return (Optional<List<String>>) (Optional<?>) value(name, List.class);
        }

        private <T> Optional<T> value(String name, Class<T> type) throws IOException {
            Object value = values.get(name);
            if (value != null && !type.isInstance(value)) {
                throw new IOException(name + " is of another type");
            }
            return Optional.ofNullable(type.cast(value));
        }
    }
}
