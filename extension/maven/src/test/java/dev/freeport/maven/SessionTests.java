package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows how long a build holds its ports, however it ends. */
@WholeBuilds
class SessionTests {
    private static final int SIGINT = 2;

    @TempDir
    private Path folder;

    static java.util.List<Path> mavens() {
        return Mavens.all();
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void holdsThemUntilTheBuildEnds(Path maven) throws IOException {
        Path stop = folder.resolve("stop");

        try (MavenBuild build = start(maven, stop).awaitLog("Running")) {
            assertThat(HeldPorts.purposesIn(directory())).containsExactly("a build (module hold, port name http.port)");
            Files.createFile(stop);
            assertThat(build.exitCode()).as(build.log()).isZero();
        }

        assertThat(HeldPorts.in(directory())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void isFreeAtOnceIfTheBuildIsKilled(Path maven) throws IOException, InterruptedException {
        endsBy(maven, "KILL");
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void isFreeAtOnceAfterCtrlC(Path maven) throws IOException, InterruptedException {
        endsBy(maven, isInterruptIgnored() ? "TERM" : "INT");
    }

    /** A shell lets what it starts in the background ignore SIGINT, and so do its children. JVMs take SIGTERM alike. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(ignored, 16) >> (SIGINT - 1) & 1) == 1;
    }

    private void endsBy(Path maven, String signal) throws IOException, InterruptedException {
        try (MavenBuild build = start(maven, folder.resolve("never")).awaitLog("Running")) {
            int port = HeldPorts.in(directory()).get(0).port();
            ProcessHandle jvm = build.jvm();
            assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(jvm.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            jvm.onExit().join();

            PortRequest request = PortRequest.fromSystemProperties()
                    .withDirectory(directory())
                    .withTimeout(Duration.ofSeconds(30));
            try (PortReservation next = FreePorts.reserveFixed(port, request)) {
                assertThat(next.port()).isEqualTo(port);
            }
        }
    }

    /** A port of the build is still reserved while the next modules of a build with failures run. */
    @ParameterizedTest
    @MethodSource("mavens")
    void releasesThemAfterAFailure(Path maven) {
        Path project = MavenBuild.copy("hold", folder);

        try (MavenBuild build =
                MavenBuild.start(maven, project, directory(), "--fail-at-end", "-Dserver.millis=none", "verify")) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.log()).contains("NumberFormatException");
        }

        assertThat(HeldPorts.in(directory())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void letsModulesAndBuildsTakeTurnsAtAFixedPort(Path maven) {
        int port = HeldPorts.forBuilds(1).get(0);
        String database = "-Ddatabase=" + port;
        Path first = MavenBuild.copy("turns", folder.resolve("first"));
        Path second = MavenBuild.copy("turns", folder.resolve("second"));

        try (MavenBuild one = MavenBuild.start(maven, first, directory(), "-T2", database, "verify");
                MavenBuild other = MavenBuild.start(maven, second, directory(), "-T2", database, "verify")) {
            assertThat(one.exitCode()).as(one.log()).isZero();
            assertThat(other.exitCode()).as(other.log()).isZero();
            // of the two modules of a build that begin side by side, one has to wait
            assertThat(one.log())
                    .contains("Waiting up to 30 minutes for port " + port + " (database.port): it is reserved by ");
        }
    }

    private MavenBuild start(Path maven, Path stop) {
        Path project = MavenBuild.copy("hold", folder);
        return MavenBuild.start(
                maven, project, directory(), "-Dserver.millis=300000", "-Dserver.stop=" + stop, "verify");
    }

    private Path directory() {
        return folder.resolve("ports");
    }
}
