package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the project that the guide shows: a server for the tests of Failsafe. */
@WholeBuilds
class GuideTests {
    @TempDir
    private Path folder;

    static java.util.List<Path> mavens() {
        return Mavens.all();
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void startsTheServerThatItTests(Path maven) {
        Path project = MavenBuild.copy("shop", folder);

        try (MavenBuild build = MavenBuild.start(maven, project, folder.resolve("ports"), "verify")) {
            assertThat(build.exitCode()).as(build.log()).isZero();
            assertThat(build.log())
                    .contains("Running com.acme.ShopIT", "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        }

        assertThat(HeldPorts.in(folder.resolve("ports"))).isEmpty();
    }
}
