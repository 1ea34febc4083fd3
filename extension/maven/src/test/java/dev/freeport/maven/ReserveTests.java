package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that a build holds ports for its modules until it ends. */
class ReserveTests {
    @TempDir
    private Path folder;

    @Test
    void givesEachModuleItsPorts() {
        Path project = MavenBuild.copy("reactor", folder);

        try (MavenBuild build = MavenBuild.start(project, "-T2", "test")) {
            assertThat(build.exitCode()).as(build.log()).isZero();
            System.out.println(build.log());
        }
    }
}
