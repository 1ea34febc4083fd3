package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that builds which run at once in a small pool get different ports, and that those of build-helper do not. */
@WholeBuilds
class PoolTests {
    private static final int ROUNDS = 20;
    private static final int POOL = 6;

    @TempDir
    private Path folder;

    @Test
    void collidesNeverWithFreeport() {
        assertThat(collisions("freeport", false)).isZero();
    }

    /** The negative control. */
    @Test
    void collidesWithBuildHelper() {
        assertThat(collisions("build-helper", true)).isPositive();
    }

    private int collisions(String profile, boolean oneIsEnough) {
        Path one = MavenBuild.copy("pool", folder.resolve("one"));
        Path other = MavenBuild.copy("pool", folder.resolve("other"));
        Path directory = folder.resolve("ports");
        int collisions = 0;
        List<Integer> ports = HeldPorts.forBuilds(POOL);
        String[] arguments = {
            "-P" + profile,
            "-Dpool.min=" + ports.get(0),
            "-Dpool.max=" + ports.get(POOL - 1),
            "-Dserver.millis=1000",
            "verify"
        };
        for (int i = 0; i < ROUNDS && !(oneIsEnough && collisions > 0); i++) {
            try (MavenBuild first = MavenBuild.start(Mavens.ofThisBuild(), one, directory, arguments);
                    MavenBuild second = MavenBuild.start(Mavens.ofThisBuild(), other, directory, arguments)) {
                collisions += collision(first) + collision(second);
            }
        }
        return collisions;
    }

    private static int collision(MavenBuild build) {
        int exitCode = build.exitCode();
        assertThat(exitCode == 0 || build.log().contains("Cannot listen on "))
                .as(build.log())
                .isTrue();
        return exitCode == 0 ? 0 : 1;
    }
}
