package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the log names the owner of a port right behind the goal that could not bind it. */
class FailedGoalTests {
    @TempDir
    private Path folder;

    @Test
    void namesTheOwnerBehindTheFailure() throws IOException {
        Path project = MavenBuild.copy("occupied", folder);

        try (ServerSocket taken = new ServerSocket(0);
                MavenBuild build = MavenBuild.start(project, "-Dserver.port=" + taken.getLocalPort(), "verify")) {
            assertThat(build.exitCode()).isEqualTo(1);
            long self = ProcessHandle.current().pid();
            assertThat(build.log())
                    .containsSubsequence(
                            "Cannot listen on " + taken.getLocalPort() + ": java.net.BindException",
                            "[ERROR] exec:exec (start-server) failed. Port " + taken.getLocalPort() + " is taken: pid "
                                    + self + " listens on it.",
                            "  process     pid " + self,
                            "  what to do  ",
                            "BUILD FAILURE");
        }
    }

    /** The negative control: nothing is said of a port that is free, whatever the program says. */
    @Test
    void isSilentIfThePortIsFree() {
        Path project = MavenBuild.copy("occupied", folder);
        int free = HeldPorts.forBuilds(1).get(0);

        try (MavenBuild build = MavenBuild.start(project, "-Dserver.port=" + free, "-Dserver.millis=none", "verify")) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.log())
                    .contains("NumberFormatException")
                    .doesNotContain("exec:exec (start-server) failed.");
        }
    }
}
