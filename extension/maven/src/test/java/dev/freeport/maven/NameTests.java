package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows names from a file, the goal release, and what is said of a server that outlives the build. */
@WholeBuilds
class NameTests {
    @TempDir
    private Path folder;

    @Test
    void releasesWhatIsNamedAndNamesWhatOutlivesTheBuild() throws IOException {
        Path project = MavenBuild.copy("names", folder);
        Path stop = folder.resolve("stop");

        try (MavenBuild build = MavenBuild.start(project, "-Dserver.millis=300000", "-Dserver.stop=" + stop, "verify")
                .awaitLog("Running")) {
            build.await(
                    "a port is released",
                    () -> HeldPorts.in(folder.resolve("ports")).size() == 2);
            assertThat(HeldPorts.purposesIn(folder.resolve("ports")))
                    .containsExactly(
                            "a build (module names, port name admin.port)",
                            "a build (module names, port name http.port)");
            build.awaitLog("Listening on ");
            Files.createFile(stop);
            assertThat(build.exitCode()).as(build.log()).isZero();
            assertThat(build.log())
                    .containsSubsequence(
                            " of a build (module names, port name http.port) was released, but pid ",
                            "  process     pid ",
                            "BUILD SUCCESS");
        } finally {
            Files.createFile(Path.of(stop + ".late"));
        }
    }

    @Test
    void failsTheBuildForAServerThatOutlivesItOnRequest() throws IOException {
        Path project = MavenBuild.copy("names", folder);
        Path stop = folder.resolve("stop");

        try (MavenBuild build = MavenBuild.start(
                project, "-Dfreeport.leaks=fail", "-Dserver.millis=300000", "-Dserver.stop=" + stop, "verify")) {
            build.awaitLog("Listening on ");
            Files.createFile(stop);
            assertThat(build.exitCode()).as(build.log()).isEqualTo(1);
            assertThat(build.log()).contains(" was released, but pid ", "BUILD FAILURE");
        } finally {
            Files.createFile(Path.of(stop + ".late"));
        }
    }

    @Test
    void skipsOnRequest() {
        Path project = MavenBuild.copy("skipped", folder);

        try (MavenBuild build = MavenBuild.start(project, "validate")) {
            assertThat(build.exitCode()).as(build.log()).isZero();
            assertThat(build.log())
                    .contains("No ports are reserved: skip is true.")
                    .doesNotContain("Reserved port");
        }
    }
}
