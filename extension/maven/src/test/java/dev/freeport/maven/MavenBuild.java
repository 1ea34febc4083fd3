package dev.freeport.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A real build in a process of its own, of a project below {@code src/test/projects}. */
final class MavenBuild implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final Path project;
    private final Path log;
    private final Process process;

    private MavenBuild(Path project, Path log, Process process) {
        this.project = project;
        this.log = log;
        this.process = process;
    }

    /** Copies a project, so that builds of one do not meet in its files. */
    static Path copy(String name, Path folder) {
        Path from = Path.of("src/test/projects", name);
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a build with the Maven of this build. JVMs of the build meet in a directory beside the project. */
    static MavenBuild start(Path project, String... arguments) {
        return start(Mavens.ofThisBuild(), project, project.resolveSibling("ports"), arguments);
    }

    static MavenBuild start(Path maven, Path project, Path directory, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    maven.resolve(isWindows() ? "bin/mvn.cmd" : "bin/mvn").toString(),
                    "-B",
                    "-ntp",
                    "-Dstyle.color=never",
                    "-Dmaven.repo.local=" + TestRepository.get(),
                    "-Dfreeport.directory=" + directory.toAbsolutePath(),
                    "-Dtests.class-path=" + Path.of("target/test-classes").toAbsolutePath(),
                    "-Djunit.version=" + System.getProperty("tests.junit"),
                    "-Dsurefire.version=" + System.getProperty("tests.surefire")));
            command.addAll(List.of(arguments));
            Path log = Files.createTempFile(project.getParent(), "build", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File(isWindows() ? "NUL" : "/dev/null"))
                    .redirectOutput(log.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
            return new MavenBuild(project, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    /** Waits until the build has ended, and returns its exit code. */
    int exitCode() {
        try {
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "The build has not ended within " + TIMEOUT + ":" + System.lineSeparator() + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until something is true, such as that the log contains a line. */
    MavenBuild await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !process.isAlive() && !condition.getAsBoolean()) {
                throw new AssertionError("Waited in vain until " + what + ":" + System.lineSeparator() + log());
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return this;
    }

    MavenBuild awaitLog(String text) {
        return await("the log says '" + text + "'", () -> log().contains(text));
    }

    Path project() {
        return project;
    }

    String log() {
        try {
            // some packages of Maven print these whatever style.color says
            return Files.readString(log).replaceAll("\\u001B\\[[0-9;]*m", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the JVM of Maven: the process itself, or a child of its script. */
    ProcessHandle jvm() {
        ProcessHandle handle = process.toHandle();
        return handle.info()
                        .command()
                        .filter(command -> command.endsWith("java"))
                        .isPresent()
                ? handle
                : handle.children().findFirst().orElse(handle);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
