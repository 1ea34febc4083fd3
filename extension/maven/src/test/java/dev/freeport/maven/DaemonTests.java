package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that a JVM which lives longer than its builds, as that of the Maven daemon, holds nothing between them. */
@WholeBuilds
class DaemonTests {
    @TempDir
    private Path folder;

    @Test
    void holdsNothingBetweenBuilds() throws IOException, InterruptedException {
        Path project = MavenBuild.copy("hold", folder);
        Path directory = folder.resolve("ports");
        Path log = folder.resolve("log");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dmaven.home=" + Mavens.ofThisBuild(),
                        "-Dmaven.multiModuleProjectDirectory=" + project,
                        "-classpath",
                        "target/test-classes" + File.pathSeparator + classworlds(),
                        "dev.freeport.maven.TwoBuilds",
                        project.toString(),
                        "-B",
                        "-Dmaven.repo.local=" + TestRepository.get(),
                        "-Dfreeport.directory=" + directory,
                        "-Dtests.class-path=" + Path.of("target/test-classes").toAbsolutePath(),
                        "-Dserver.millis=0",
                        "verify")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitBreak(jvm, log);
            assertThat(HeldPorts.in(directory)).isEmpty();
            jvm.getOutputStream().write('\n');
            jvm.getOutputStream().flush();
            assertThat(jvm.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(Files.readString(log).split("Reserved port "))
                    .as(Files.readString(log))
                    .hasSize(3);
            assertThat(jvm.exitValue()).isZero();
        } finally {
            jvm.destroyForcibly();
        }
    }

    private static void awaitBreak(Process jvm, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!Files.readString(log).contains("between the builds: 0")) {
            assertThat(jvm.isAlive() && System.nanoTime() < end)
                    .as(Files.readString(log))
                    .isTrue();
            Thread.sleep(20);
        }
    }

    private static Path classworlds() throws IOException {
        try (Stream<Path> jars = Files.list(Mavens.ofThisBuild().resolve("boot"))) {
            List<Path> found = jars.filter(jar -> jar.getFileName().toString().startsWith("plexus-classworlds")
                            && jar.toString().endsWith(".jar"))
                    .toList();
            return found.get(0);
        }
    }
}
