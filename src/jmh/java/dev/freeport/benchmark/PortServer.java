package dev.freeport.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server of portpicker, where it is installed: it gives a port to a process, which has it until it ends. */
final class PortServer implements AutoCloseable {
    static final String NAME = "portserver: a request (portpicker, Python)";

    private static final List<String> PROGRAMS = List.of("portserver", "portserver.py");
    private static final int SECONDS_TO_START = 30;
    private static final long PAUSE_MILLIS = 10;

    private final Process process;
    private final Path address;

    private PortServer(Process process, Path address) {
        this.process = process;
        this.address = address;
    }

    /** Returns its program on the path; empty if it is not installed. */
    static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> PROGRAMS.stream().map(Path.of(folder)::resolve))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static PortServer start(Path program, Path folder) throws IOException, InterruptedException {
        Path address = folder.resolve("portserver");
        Files.deleteIfExists(address);
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--portserver_unix_socket_address=" + address,
                        "--portserver_static_pool=" + BenchmarkSetup.LOWEST_PORT + "-" + BenchmarkSetup.HIGHEST_PORT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long start = System.nanoTime();
        while (!Files.exists(address)) {
            if (!process.isAlive() || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(SECONDS_TO_START)) {
                process.destroyForcibly();
                throw new IOException(program + " does not serve");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return new PortServer(process, address);
    }

    /** Returns the microseconds of one request of a fresh JVM. */
    double micros() throws IOException {
        try (ChildJvm client = ChildJvm.start(List.of(), PortServerClient.class, address)) {
            return Double.parseDouble(client.read());
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
