package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows who has the port that a goal of another plugin needs, though neither its message nor the POM says what is wrong. */
@WholeBuilds
class StartedServerTests {
    @TempDir
    private Path folder;

    /** Its JVM ends because the port of JMX is taken, and the goal says only that it cannot connect. */
    @Test
    void namesTheOwnerOfThePortOfJmx() throws IOException {
        Path project = MavenBuild.copy("boot", folder);

        try (ServerSocket taken = new ServerSocket(0);
                MavenBuild build =
                        MavenBuild.start(project, "-Dtaken=" + taken.getLocalPort(), "pre-integration-test")) {
            hangUp(taken);
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.log())
                    .containsSubsequence(
                            "[ERROR] spring-boot:start (start-shop) failed. Port " + taken.getLocalPort()
                                    + ", which the goal's configuration names, is in use: pid "
                                    + ProcessHandle.current().pid() + " listens on it.",
                            "  what to do  If the goal was to listen on this port: ",
                            "BUILD FAILURE");
        }
    }

    /** Jetty runs in the JVM of Maven, and its exception names the port. */
    @Test
    void explainsAJettyThatCannotStart() throws IOException {
        Path project = MavenBuild.copy("web", folder);

        try (ServerSocket taken = new ServerSocket(0);
                MavenBuild build = MavenBuild.start(project, "-Dtaken=" + taken.getLocalPort(), "process-classes")) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.log())
                    .containsSubsequence(
                            "[ERROR] jetty:start (start-web) failed. Port " + taken.getLocalPort() + " is taken: pid "
                                    + ProcessHandle.current().pid() + " listens on it.",
                            "  process     pid " + ProcessHandle.current().pid(),
                            "  what to do  ",
                            "BUILD FAILURE",
                            "Failed to bind to 0.0.0.0/0.0.0.0:" + taken.getLocalPort());
        }
    }

    /** Closes connections at once, as the goal would wait a minute for an answer. */
    private static void hangUp(ServerSocket server) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    server.accept().close();
                }
            } catch (IOException closed) {
                // the test has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
