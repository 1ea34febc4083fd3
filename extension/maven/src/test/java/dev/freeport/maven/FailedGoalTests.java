package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows what the log says of the owner of a port behind a goal that failed: no more than what is known. */
class FailedGoalTests {
    @TempDir
    private Path folder;

    /** The goal says that a program has ended with a status, and may have been a client of the port. */
    @Test
    void namesTheOwnerOfAPortThatTheConfigurationNames() throws IOException {
        Path project = MavenBuild.copy("occupied", folder);

        try (ServerSocket taken = new ServerSocket(0);
                MavenBuild build = MavenBuild.start(project, "-Dserver.port=" + taken.getLocalPort(), "verify")) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.log())
                    .containsSubsequence(
                            "Cannot listen on " + taken.getLocalPort() + ": java.net.BindException",
                            "[ERROR] exec:exec (start-server) failed. Port " + taken.getLocalPort()
                                    + ", which the goal's configuration names, is in use: pid "
                                    + ProcessHandle.current().pid() + " listens on it.",
                            "  process     pid " + ProcessHandle.current().pid(),
                            "  socket      LISTEN on ",
                            "  cause       a server listens on the port",
                            "  what to do  If the goal was to listen on this port: ",
                            "BUILD FAILURE")
                    .doesNotContain("is taken");
        }
    }

    @Test
    void explainsAFailureThatSpeaksOfABind() throws IOException {
        Path project = MavenBuild.copy("occupied", folder);

        try (ServerSocket taken = new ServerSocket(0);
                MavenBuild build =
                        MavenBuild.start(project, "-Dserver.port=" + taken.getLocalPort(), "-Pin-maven", "verify")) {
            assertThat(build.exitCode()).isEqualTo(1);
            long self = ProcessHandle.current().pid();
            assertThat(build.log())
                    .containsSubsequence(
                            "[ERROR] exec:java (start-in-maven) failed. Port " + taken.getLocalPort()
                                    + " is taken: pid " + self + " listens on it.",
                            "  process     pid " + self,
                            "  what to do  ",
                            "BUILD FAILURE");
        }
    }

    @Test
    void leavesTheFailureOfAGoalOfFreeportToItsMessage() throws IOException {
        Path project = MavenBuild.copy("occupied", folder);

        try (ServerSocket taken = new ServerSocket(0);
                MavenBuild build =
                        MavenBuild.start(project, "-Dserver.port=" + taken.getLocalPort(), "-Preserve", "validate")) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.log())
                    .contains("timeout (5) is not valid: it must be a number with a unit (ms, s, m), such as 50ms or"
                            + " 2s.")
                    .doesNotContain("freeport:reserve (reserve) failed", "is taken", "in use", "kill ");
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
