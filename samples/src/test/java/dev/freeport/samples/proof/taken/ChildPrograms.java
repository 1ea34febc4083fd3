package dev.freeport.samples.proof.taken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freeport.samples.proof.taken.ChildProgram.ProgramEndedException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Redis and PostgreSQL, where they are installed. */
final class ChildPrograms {
    private ChildPrograms() {}

    /** As a careful test starts it, which shows the log. */
    static AutoCloseable redis(int port) throws Exception {
        String program = installed("redis-server", searchPath());
        return ChildProgram.start(List.of(program, "--port", Integer.toString(port), "--save", ""))
                .awaitReady();
    }

    /** As most tests start it. */
    static AutoCloseable redisWithoutLog(int port) throws Exception {
        try {
            return redis(port);
        } catch (ProgramEndedException ended) {
            return fail("Redis did not start");
        }
    }

    static AutoCloseable postgres(int port) throws Exception {
        return postgres("127.0.0.1", port);
    }

    /** Content with one of two addresses, as it is by default; its clients try the other one first. */
    static AutoCloseable postgresOnTwoAddresses(int port) throws Exception {
        assumeTrue(HalfServers.hasIpv6(), "this host has no address ::1");
        AutoCloseable postgres = postgres("127.0.0.1,::1", port);
        return Stopping.unless(() -> assertThat(PostgresFiles.saysHello(port)).isTrue(), postgres);
    }

    private static AutoCloseable postgres(String addresses, int port) throws Exception {
        List<Path> directories = new ArrayList<>(searchPath());
        children(Path.of("/usr/lib/postgresql")).forEach(version -> directories.add(version.resolve("bin")));
        String program = installed("postgres", directories);
        PostgresFiles files = PostgresFiles.at(program);
        return ChildProgram.start(files.server(program, addresses, port)).awaitReady();
    }

    private static String installed(String program, List<Path> directories) {
        Optional<Path> found = directories.stream()
                .map(directory -> directory.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), program + " is not installed");
        return found.get().toString();
    }

    private static List<Path> searchPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static Stream<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList().stream();
        }
    }
}
