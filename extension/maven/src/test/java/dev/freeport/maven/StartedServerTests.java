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
                                    + ProcessHandle.current().pid() + " (",
                            "BUILD FAILURE");
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
