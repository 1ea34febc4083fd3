package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** The exec plugin ends what it has started when the JVM of Maven ends, which is after the build. */
    @ParameterizedTest
    @CsvSource({"warn, true", "off, false"})
    void namesTheServerThatListensAtTheEndUnlessThePomSaysNotTo(String leaks, boolean named) throws IOException {
        Path project = MavenBuild.copy("shop", folder);
        Path pom = project.resolve("pom.xml");
        Files.writeString(
                pom,
                Files.readString(pom)
                        .replace("<properties>", "<properties><freeport.leaks>" + leaks + "</freeport.leaks>"));

        try (MavenBuild build = MavenBuild.start(project, "verify")) {
            assertThat(build.exitCode()).as(build.log()).isZero();
            assertThat(Pattern.compile("\\[WARNING\\] .* was released, but pid \\d+ still listens on it\\.")
                            .matcher(build.log())
                            .find())
                    .as(build.log())
                    .isEqualTo(named);
        }
    }
}
