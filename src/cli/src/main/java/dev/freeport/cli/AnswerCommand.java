package dev.freeport.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that prints its answer as text or as JSON. Its annotation is the default of all commands. */
@Command(
        sortOptions = false,
        exitCodeOnInvalidInput = Freeport.USAGE_ERROR,
        exitCodeOnExecutionException = Freeport.NO_ANSWER,
        exitCodeListHeading = "Exit codes:%n",
        footerHeading = "JSON keys:%n")
abstract class AnswerCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one line of JSON. The keys below are stable; others may be added.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Prints the answer as text, or as JSON with {@code --json}. */
    void answer(Object asJson, Object asText) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.of(asJson) : asText);
        out.flush();
    }

    boolean isJson() {
        return json;
    }

    /** Prints a message on the standard error. */
    void note(String text) {
        printError("freeport: " + text);
    }

    /** Prints a line on the standard error, and returns whether that succeeded. */
    boolean printError(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
        // the writer does not check the stream that it writes to
        return !System.err.checkError();
    }

    /** Returns the exception that reports a usage error of this command. */
    ParameterException usageError(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
