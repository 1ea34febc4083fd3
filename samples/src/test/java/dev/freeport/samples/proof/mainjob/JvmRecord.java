package dev.freeport.samples.proof.mainjob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one JVM's suite did, or those of several together.
 *
 * @param servers the servers that were started
 * @param ports the port of every test
 * @param failures the tests that failed
 */
record JvmRecord(int servers, List<Integer> ports, List<Failure> failures) {
    private static final String SERVERS = "servers";
    private static final String PORT = "port";

    JvmRecord plus(JvmRecord other) {
        return new JvmRecord(
                servers + other.servers,
                Stream.concat(ports.stream(), other.ports.stream()).toList(),
                Stream.concat(failures.stream(), other.failures.stream()).toList());
    }

    /** Writes one fact a line: its name, a space, and the fact. */
    void writeTo(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(SERVERS + " " + servers));
        ports.forEach(port -> lines.add(PORT + " " + port));
        failures.forEach(
                failure -> lines.add(failure.kind() + " " + failure.message().replaceAll("\\R", " | ")));
        Files.write(file, lines);
    }

    static JvmRecord readFrom(Path file) throws IOException {
        int servers = 0;
        List<Integer> ports = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] fact = line.split(" ", 2);
            switch (fact[0]) {
                case SERVERS -> servers = Integer.parseInt(fact[1]);
                case PORT -> ports.add(Integer.valueOf(fact[1]));
                default -> failures.add(new Failure(Failure.Kind.valueOf(fact[0]), fact[1]));
            }
        }
        return new JvmRecord(servers, ports, failures);
    }
}
