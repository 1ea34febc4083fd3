package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What an {@code int} costs, as other things can be declared too: the loading of so many classes. */
@DisabledIfSystemProperty(named = "wine", matches = "true", disabledReason = "the JRE there has no compiler")
class PlainPortTests {
    /** Of all that is not for an {@code int} of a test. */
    private static final List<String> RARE = List.of(
            "FixedPort",
            "FixedPortSpec",
            "ClosedPort",
            "ClosedPortSpec",
            "OccupiedPort",
            "OccupiedPortSpec",
            "PortConverters",
            "PortConverters$Numbers",
            "PortConverters$Reservation",
            "PortConverters$Address",
            "PortConverters$Uri",
            "SocketConverter",
            "PortProperties",
            "PortExtension",
            "StaticFieldPorts",
            "EarlyOutcome",
            "InstancePostProcessors",
            "RunScope");

    @TempDir
    Path directory;

    @Test
    void loadsNothingOfWhatIsRare() throws IOException {
        assertThat(loaded("@Test void test(@FreePort int port) {}"))
                .contains("FreePort", "FreePortSpec", "PortConverters$Number")
                .doesNotContainAnyElementsOf(RARE);
    }

    @Test
    void isNotTheOnlyThing() throws IOException {
        assertThat(loaded("@Test void test(@FreePort(property = \"shop\", scope = FreePort.Scope.RUN) ServerSocket s,"
                        + " @ClosedPort URI uri) {}"))
                .contains(
                        "PortConverters",
                        "SocketConverter",
                        "PortConverters$Uri",
                        "ClosedPort",
                        "ClosedPortSpec",
                        "PortProperties",
                        "RunScope");
    }

    private List<String> loaded(String test) throws IOException {
        return new Consumer(directory)
                .with("PlainTests", test)
                .onClassPath("-Xlog:class+load:stdout:none")
                .output()
                .lines()
                .filter(line -> line.startsWith("dev.freeport.junit."))
                .map(line -> line.substring("dev.freeport.junit.".length(), line.indexOf(' ')))
                .toList();
    }
}
