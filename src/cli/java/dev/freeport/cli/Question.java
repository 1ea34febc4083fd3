package dev.freeport.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that answers with a text or with JSON, and with an exit code. */
abstract class Question implements Callable<Integer> {
    @Option(names = "--json", description = "Answer with one line of JSON. The keys below stay; there may be more.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Says the answer in the form that was asked for. */
    void answer(Object asJson, Object asText) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.of(asJson) : asText);
        out.flush();
    }

    boolean isJson() {
        return json;
    }

    /** Says something besides the answer. */
    void note(String text) {
        say("freeport: " + text);
    }

    /** Says a line on the standard error, and tells whether that could be done. */
    boolean say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
        // the writer does not ask the stream that it writes to
        return !System.err.checkError();
    }

    /** Refuses what was asked for. */
    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
