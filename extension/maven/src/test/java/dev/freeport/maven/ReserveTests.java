package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows which ports the modules of a build have, and what their tests know of them. */
class ReserveTests {
    private static final Pattern PORTS =
            Pattern.compile("ports ([0-9]+) ([0-9]+),([0-9]+) ([0-9]+) ([0-9]+) ([0-9]+)\\R");

    @TempDir
    private Path folder;

    @Test
    void givesEachModuleItsPorts() throws IOException {
        Path project = MavenBuild.copy("reactor", folder);
        Path page = folder.resolve("ports.html");

        try (MavenBuild build = MavenBuild.start(project, "-T2", "-Dfreeport.timeline=" + page, "test")) {
            assertThat(build.exitCode()).as(build.log()).isZero();
            List<MatchResult> tests = PORTS.matcher(build.log()).results().toList();
            assertThat(tests).as(build.log()).hasSize(2);
            List<String> different = new ArrayList<>();
            for (MatchResult ports : tests) {
                assertThat(port(ports, 3)).isEqualTo(port(ports, 2) + 1);
                different.addAll(
                        List.of(ports.group(1), ports.group(2), ports.group(3), ports.group(4), ports.group(6)));
            }
            assertThat(different).doesNotHaveDuplicates();
            assertThat(tests.get(0).group(5)).isEqualTo(tests.get(1).group(5)).isNotIn(different);
            assertThat(build.log())
                    .contains(
                            "is reserved by this build (module cart, port name http.port), and no server uses it now.")
                    .contains(
                            "is reserved by this build (module shop, port name http.port), and no server uses it now.");
            assertThat(read(project.resolve("cart/target/ports.properties")))
                    .containsOnlyKeys("http.port", "peers", "peers.0", "peers.1", "metrics", "database");
        }
        // Maven and the JVMs of the tests are one build
        assertThat(page).content().contains("a build (module cart, port name http.port)", "of com.acme.PortTests");
        assertThat(HeldPorts.in(folder.resolve("ports"))).isEmpty();
    }

    private static int port(MatchResult ports, int group) {
        return Integer.parseInt(ports.group(group));
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }
}
