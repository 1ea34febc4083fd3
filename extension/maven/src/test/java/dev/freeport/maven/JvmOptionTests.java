package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ports that the JVM of the tests itself binds, before any test runs. */
@WholeBuilds
class JvmOptionTests {
    @TempDir
    private Path folder;

    @Test
    void haveReservedPorts() {
        try (MavenBuild build = MavenBuild.start(MavenBuild.copy("jvm-options", folder), "test")) {
            assertThat(build.exitCode()).as(build.log()).isZero();
            assertThat(build.log()).contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        }
    }

    /** The JVM does not start, and only its own words say why. */
    @Test
    void endTheJvmIfTheirPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MavenBuild build = MavenBuild.start(
                        MavenBuild.copy("jvm-options", folder), "-Ddebug.port=" + taken.getLocalPort(), "test")) {
            assertThat(build.exitCode()).as(build.log()).isEqualTo(1);
            assertThat(build.log())
                    .contains("The forked VM terminated without properly saying goodbye")
                    .contains("bind failed: Address already in use");
        }
    }
}
