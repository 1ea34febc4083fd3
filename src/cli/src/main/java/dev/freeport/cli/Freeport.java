package dev.freeport.cli;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "freeport",
        description = "Names the process that holds a port, and reserves ports for any program.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Freeport.Version.class,
        subcommands = {
            WhoCommand.class,
            ListCommand.class,
            RangesCommand.class,
            ReservedCommand.class,
            RunCommand.class,
            DoctorCommand.class,
            TimelineCommand.class,
            VersionCommand.class,
            GuardTrialCommand.class
        },
        footer = {
            "",
            "'freeport COMMAND --help' shows the options, exit codes and JSON keys of a command.",
            "Exit codes: 0 success, 2 usage error (125 for run), 3 output could not be written."
        })
final class Freeport implements Runnable {
    static final int USAGE_ERROR = 2;
    static final int NO_ANSWER = 3;

    // what help pages have in common
    static final String USAGE_ERROR_LINE = "2:Usage error.";
    static final String NOT_WRITTEN_LINE = "3:Output could not be written.";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        // the kit logs its warnings: one line each, like all other messages
        System.setProperty("java.util.logging.SimpleFormatter.format", "freeport: %5$s%n");
        Output output = Output.ofThisProcess();
        CommandLine commands = commandLine();
        int exitCode = commands.execute(arguments);
        Optional<String> failure = output.failure();
        failure.ifPresent(why -> {
            commands.getErr().println("freeport: Cannot write to standard output: " + why);
            commands.getErr().flush();
        });
        System.exit(failure.isPresent() ? NO_ANSWER : exitCode);
    }

    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new Freeport());
        commands.setExpandAtFiles(false);
        commands.setParameterExceptionHandler((error, arguments) -> report(error));
        commands.setExecutionExceptionHandler((failure, command, result) -> fail(failure, command));
        commands.registerConverter(Integer.class, Freeport::number);
        // everything after the program belongs to the program, options too
        Objects.requireNonNull(commands.getSubcommands().get("run")).setStopAtPositional(true);
        return commands;
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException notANumber) {
            throw new TypeConversionException("'" + text + "' must be a number between 1 and 65535");
        }
    }

    @Override
    public void run() {
        throw new ParameterException(new CommandLine(this), "Missing command");
    }

    private static int report(ParameterException error) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("freeport: " + message(error));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(error, err)) {
            nearest(error).ifPresent(near -> err.println("Did you mean: " + near + "?"));
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String message(ParameterException error) {
        if (!(error instanceof CommandLine.UnmatchedArgumentException)) {
            return String.valueOf(error.getMessage()).replaceFirst("^Error: ", "");
        }
        String typed =
                ((CommandLine.UnmatchedArgumentException) error).getUnmatched().get(0);
        if (typed.startsWith("-")) {
            return "Unknown option '" + typed + "'";
        }
        return error.getCommandLine().getSubcommands().isEmpty()
                ? "Unexpected argument '" + typed + "'"
                : "Unknown command '" + typed + "'";
    }

    /** Finds the command that has all typed letters in their order; picocli compares pairs of letters, too few in short names. */
    private static Optional<String> nearest(ParameterException error) {
        if (!(error instanceof CommandLine.UnmatchedArgumentException)) {
            return Optional.empty();
        }
        String typed =
                ((CommandLine.UnmatchedArgumentException) error).getUnmatched().get(0);
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        Pattern letters = Pattern.compile(
                typed.chars()
                                .mapToObj(letter -> Pattern.quote(Character.toString(letter)))
                                .collect(joining(".*")) + ".*");
        return error.getCommandLine().getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .filter(command -> letters.matcher(command.getCommandName()).matches())
                .findFirst()
                .map(command -> command.getCommandSpec().qualifiedName());
    }

    private static int fail(Exception failure, CommandLine command) {
        boolean usageError = failure instanceof IllegalArgumentException;
        command.getErr().println("freeport: " + (usageError ? failure.getMessage() : failure));
        command.getErr().flush();
        return usageError
                ? command.getCommandSpec().exitCodeOnInvalidInput()
                : command.getCommandSpec().exitCodeOnExecutionException();
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"freeport " + number()};
        }

        static String number() {
            String version = Freeport.class.getPackage().getImplementationVersion();
            return Optional.ofNullable(version).orElse("(version unknown)");
        }
    }
}
