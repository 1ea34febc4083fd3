package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the commands of the command line are goals, with or without a project. */
class CommandGoalTests {
    private static final String PLUGIN =
            "dev.freeport:freeport-maven-plugin:" + System.getProperty("tests.version") + ":";

    @TempDir
    private Path folder;

    @Test
    void answersWithoutAProject() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        try (ServerSocket server = new ServerSocket(0);
                MavenBuild build = MavenBuild.start(
                        empty, PLUGIN + "who", PLUGIN + "list", PLUGIN + "doctor", "-Dport=" + server.getLocalPort())) {
            assertThat(build.exitCode()).as(build.log()).isZero();
            String self = "pid " + ProcessHandle.current().pid();
            assertThat(build.log())
                    .contains("[INFO] Port " + server.getLocalPort() + " is taken: " + self + " listens on it.")
                    .contains("[INFO] PORT ")
                    .contains("[ok  ] JVMs of this user share " + folder.resolve("ports"))
                    .contains("[ok  ] The lock file keeps two JVMs apart");
        }
    }

    @Test
    void printsNothingButJsonIfMavenIsQuiet() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        try (ServerSocket server = new ServerSocket(0);
                MavenBuild build =
                        MavenBuild.start(empty, "-q", PLUGIN + "who", "-Djson", "-Dport=" + server.getLocalPort())) {
            assertThat(build.exitCode()).as(build.log()).isZero();
            // the newest JDKs warn of what libraries of Maven call
            assertThat(build.log().lines().filter(line -> !line.startsWith("WARNING: ")))
                    .singleElement()
                    .asString()
                    .startsWith("{\"port\":" + server.getLocalPort() + ",\"protocol\":\"tcp\",\"cause\":\"listener\"");
        }
    }

    @Test
    void saysWhichParameterIsWrong() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        try (MavenBuild build = MavenBuild.start(empty, "--fail-at-end", PLUGIN + "who")) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.log())
                    .contains("port must be set, such as -Dport=8080.")
                    .doesNotContain("\tat ");
        }
        try (MavenBuild build = MavenBuild.start(empty, PLUGIN + "who", "-Dport=70000")) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.log()).contains("port (70000) ").doesNotContain("\tat ");
        }
    }
}
