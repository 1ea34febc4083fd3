package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the goal {@code reserve} advises to change its own parameters, not attributes that only tests have. */
class RefusedReservationTests {
    @TempDir
    private Path folder;

    @Test
    void namesTheParameterForTheTimeOfAFixedPort() {
        assertThat(logOf("occupied", "-Preserve", "-Dreserve.timeout=100ms", "-Dserver.port="))
                .contains(
                        " could not be reserved within 100 ms; ",
                        "  what to do  Wait longer (<timeout> of this goal), or let one of the two use another port.")
                .doesNotContain("@F", "freeport.timeout");
    }

    @Test
    void namesTheParameterForRanges() {
        assertThat(logOf("occupied", "-Preserve-any", "-Dserver.port="))
                .contains("  what to do  Offer more ports: <ranges> of this goal, or freeport.ranges.")
                .doesNotContain("@F");
    }

    @Test
    void namesTheParametersOfBuildHelper() {
        assertThat(logOf("pool", "-Pfreeport", "-Dpool.min=", "-Dpool.max="))
                .contains("Offer more ports: <minPortNumber> and <maxPortNumber> of this goal.")
                .doesNotContain("@F", "freeport.ranges");
    }

    /** Returns what a build logs that is to have the port of a reservation; arguments that end with {@code =} get its number. */
    private String logOf(String name, String... arguments) {
        Path project = MavenBuild.copy(name, folder);
        System.setProperty(
                PortRequest.DIRECTORY, project.resolveSibling("ports").toString());
        try (PortReservation held = FreePorts.reserve()) {
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] += arguments[i].endsWith("=") ? held.port() : "";
            }
            String[] all = Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = "validate";
            try (MavenBuild build = MavenBuild.start(project, all)) {
                assertThat(build.exitCode()).as(build.log()).isEqualTo(1);
                return build.log();
            }
        } finally {
            System.clearProperty(PortRequest.DIRECTORY);
        }
    }
}
