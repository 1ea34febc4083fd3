package dev.freeport.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Runs a command inside another program, such as a plugin of a build tool. */
public final class Commands {
    /** The exit code of an answer, such as that a port is free. */
    public static final int SUCCESS = 0;

    private Commands() {}

    /**
     * Runs a command, and returns its exit code. What the command sets as a system property ({@code -Dfreeport...}) stays set.
     *
     * @param out takes the answer
     * @param err takes messages
     * @param arguments the command and its arguments, such as {@code who 8080}
     * @return the exit code of {@code java -jar freeport-cli.jar} with the same arguments
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commands = Freeport.commandLine();
        commands.setOut(out);
        commands.setErr(err);
        return commands.execute(arguments);
    }
}
