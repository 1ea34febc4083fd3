package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import dev.freeport.internal.os.ExternalCommand;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no reader may stumble over, whatever it asks. */
class UnreadableHostTests {
    @ParameterizedTest
    @MethodSource("readersWithGarbage")
    void isTakenForWhatIsDocumentedWithOneWarning(HostReader reader, String garbage) {
        try (WarningsCapture warnings = new WarningsCapture()) {
            assertThat(HostStack.read(reader)).isEqualTo(HostStack.documented(reader.profile()));
            assertThat(warnings.texts()).hasSize(1);
            assertThat(warnings.texts().get(0))
                    .as("after %s", garbage)
                    .matches("[\\x20-\\x7E]{1,500}")
                    .endsWith("; using the documented dynamic range of "
                            + reader.profile().title() + ", " + reader.profile().dynamic() + ".");
        }
    }

    static Stream<Arguments> readersWithGarbage() {
        return Stream.of(
                        "abc",
                        "",
                        "\r\n",
                        "\0\1\2\3",
                        "\u00ff\u00fe4\0",
                        "1 : 65535\n2 : 65535\n",
                        "-5",
                        "0",
                        "65536",
                        "9".repeat(40),
                        "x".repeat(1 << 20),
                        "1 2 3",
                        "= = =",
                        "tcp_ephemeral_low =",
                        "tcp_ephemeral_low = 32768\ntcp_ephemeral_hi")
                .flatMap(garbage -> {
                    ExternalCommand command = words -> garbage;
                    return Stream.of(
                                    new WindowsReader(command),
                                    new SolarisReader(command),
                                    new HpUxReader(command),
                                    new AixReader(command),
                                    new BsdReader(StackProfile.FREEBSD, Sysctl.byCommand(command)),
                                    new BsdReader(StackProfile.MACOS, Sysctl.byCommand(command)))
                            .map(reader -> Arguments.of(reader, garbage.substring(0, Math.min(20, garbage.length()))));
                });
    }

    @ParameterizedTest
    @MethodSource("readersOfNothing")
    void isTakenForWhatIsDocumentedIfNoCommandRuns(HostReader reader) {
        isTakenForWhatIsDocumentedWithOneWarning(reader, "nothing");
    }

    static Stream<HostReader> readersOfNothing() {
        ExternalCommand none = words -> {
            throw new IOException(String.join(" ", words) + " cannot be started");
        };
        return Stream.of(
                new WindowsReader(none),
                new SolarisReader(none),
                new HpUxReader(none),
                new AixReader(none),
                new BsdReader(StackProfile.FREEBSD, Sysctl.byCommand(none)),
                new BsdReader(StackProfile.MACOS, Sysctl.byCommand(none)));
    }
}
