package dev.freeport.samples.postgres;

import dev.freeport.samples.programs.ChildProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL, where it is installed. It refuses to be root, as builds in containers often are.
 *
 * @param directory where its programs are
 */
public record PostgresProgram(Path directory) {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private static final List<String> AS_POSTGRES =
            List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");

    /** Looks into the search path, and where Debian puts its versions. */
    public static Optional<PostgresProgram> installed() throws IOException {
        return ChildProgram.installed("postgres", versionsOfDebian())
                .map(program -> new PostgresProgram(program.resolveSibling("")));
    }

    private static Path[] versionsOfDebian() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return new Path[0];
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin")).toArray(Path[]::new);
        }
    }

    /** Makes a new database below a directory, which becomes that of PostgreSQL's user. */
    public void createDatabase(Path parent) throws IOException, InterruptedException {
        if (isRoot()) {
            run(parent, List.of("chown", "postgres", parent.toString()));
        }
        run(parent, command("initdb", "--no-sync", "--no-locale", "--auth=trust", "-U", "shop", "-D", data(parent)));
    }

    /** Returns the command that starts the server. */
    public List<String> server(Path parent, String addresses, int port) {
        String data = data(parent);
        String number = Integer.toString(port);
        return command("postgres", "-D", data, "-k", data, "-h", addresses, "-p", number, "-c", "fsync=off");
    }

    private static String data(Path parent) {
        return parent.resolve("data").toString();
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(isRoot() ? AS_POSTGRES : List.of());
        command.add(directory.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(Path parent, List<String> command) throws IOException, InterruptedException {
        Path log = parent.resolve("initdb.log");
        int exitCode = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException(command + " ended with " + exitCode + ":\n" + Files.readString(log));
        }
    }
}
