package dev.freeport.samples.proof.taken;

import dev.freeport.samples.proof.processes.Spawning;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A database of PostgreSQL, and the user it must run as: it refuses to be root, as builds in containers often are.
 *
 * @param directory where the database is
 */
record PostgresFiles(Path directory) {
    private static final List<String> AS_POSTGRES =
            List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");

    /** Its length, 8, and its code. */
    private static final long REQUEST_FOR_SSL = 8L << 32 | 80877103;

    /** Makes a new database with the {@code initdb} that lies beside a program. */
    static PostgresFiles at(String program) throws IOException, InterruptedException {
        Path directory = TakenPortRun.scratch();
        PostgresFiles files = new PostgresFiles(directory);
        if (isRoot()) {
            run(List.of("chown", "postgres", directory.toString()));
        }
        run(files.asUser(
                Path.of(program).resolveSibling("initdb").toString(),
                "--no-sync",
                "--no-locale",
                "--auth=trust",
                "-D",
                files.data()));
        return files;
    }

    /** Returns the command that starts the server. */
    List<String> server(String program, String addresses, int port) {
        String number = Integer.toString(port);
        return asUser(program, "-D", data(), "-k", data(), "-h", addresses, "-p", number, "-c", "fsync=off");
    }

    /** Asks whether encryption is spoken, as clients begin: PostgreSQL answers S or N. */
    static boolean saysHello(int port) throws IOException {
        try (Socket client = new Socket("127.0.0.1", port)) {
            new DataOutputStream(client.getOutputStream()).writeLong(REQUEST_FOR_SSL);
            int answer = client.getInputStream().read();
            return answer == 'S' || answer == 'N';
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    /** Returns a command that runs a program as a user whom PostgreSQL accepts. */
    private List<String> asUser(String... command) {
        List<String> all = new ArrayList<>(isRoot() ? AS_POSTGRES : List.of());
        all.addAll(List.of(command));
        return all;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path log = TakenPortRun.scratch().resolve("initdb.log");
        int exitCode = Spawning.start(
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()))
                .waitFor();
        if (exitCode != 0) {
            throw new IOException(command + " ended with " + exitCode + ":\n" + Files.readString(log));
        }
    }
}
