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

/** The command {@code freeport}. */
@Command(
        name = "freeport",
        description = "Says who has a port of this host and why, and reserves ports for any program.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Freeport.Version.class,
        subcommands = {
            WhoCommand.class,
            ListCommand.class,
            RangesCommand.class,
            ReservedCommand.class,
            RunCommand.class,
            DoctorCommand.class,
            ReportCommand.class,
            GuardTrials.class
        },
        footer = {
            "",
            "'freeport COMMAND --help' says more of each: its exit codes, and the keys of its JSON.",
            "Every command exits with 2 if it is used wrongly, but run with 125; and with 3 if its answer cannot be written."
        })
final class Freeport implements Runnable {
    static final int WRONG_USE = 2;
    static final int NOT_FOUND_OUT = 3;

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
        // what the kit warns of is one line, like everything else that is said
        System.setProperty("java.util.logging.SimpleFormatter.format", "freeport: %5$s%n");
        Output output = Output.ofThisProcess();
        CommandLine commands = commandLine();
        int exitCode = commands.execute(arguments);
        Optional<String> lack = output.lack();
        lack.ifPresent(why -> {
            commands.getErr().println("freeport: the answer could not be written: " + why);
            commands.getErr().flush();
        });
        System.exit(lack.isPresent() ? NOT_FOUND_OUT : exitCode);
    }

    private static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new Freeport());
        commands.setExpandAtFiles(false);
        commands.setParameterExceptionHandler((wrong, arguments) -> refuse(wrong));
        commands.setExecutionExceptionHandler((failure, command, result) -> fail(failure, command));
        commands.registerConverter(Integer.class, Freeport::number);
        // what follows the command to be run is its own, be it options or not
        Objects.requireNonNull(commands.getSubcommands().get("run")).setStopAtPositional(true);
        return commands;
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException notANumber) {
            throw new TypeConversionException("'" + text + "' must be a number from 1 to 65535");
        }
    }

    @Override
    public void run() {
        throw new ParameterException(new CommandLine(this), "A command must be given.");
    }

    private static int refuse(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("freeport: " + message(wrong));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
            nearest(wrong).ifPresent(near -> err.println("Did you mean: " + near + "?"));
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String message(ParameterException wrong) {
        if (!(wrong instanceof CommandLine.UnmatchedArgumentException)) {
            return String.valueOf(wrong.getMessage()).replaceFirst("^Error: ", "");
        }
        String typed =
                ((CommandLine.UnmatchedArgumentException) wrong).getUnmatched().get(0);
        if (typed.startsWith("-")) {
            return "There is no option '" + typed + "'";
        }
        return wrong.getCommandLine().getSubcommands().isEmpty()
                ? "'" + typed + "' is one argument too many"
                : "There is no command '" + typed + "'";
    }

    /** Finds the command of which letters were left out; picocli compares pairs of letters, of which short ones have few. */
    private static Optional<String> nearest(ParameterException wrong) {
        if (!(wrong instanceof CommandLine.UnmatchedArgumentException)) {
            return Optional.empty();
        }
        String typed =
                ((CommandLine.UnmatchedArgumentException) wrong).getUnmatched().get(0);
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        Pattern letters = Pattern.compile(
                typed.chars()
                                .mapToObj(letter -> Pattern.quote(Character.toString(letter)))
                                .collect(joining(".*")) + ".*");
        return wrong.getCommandLine().getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .filter(command -> letters.matcher(command.getCommandName()).matches())
                .findFirst()
                .map(command -> command.getCommandSpec().qualifiedName());
    }

    private static int fail(Exception failure, CommandLine command) {
        boolean refused = failure instanceof IllegalArgumentException;
        command.getErr().println("freeport: " + (refused ? failure.getMessage() : failure));
        command.getErr().flush();
        return refused
                ? command.getCommandSpec().exitCodeOnInvalidInput()
                : command.getCommandSpec().exitCodeOnExecutionException();
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Freeport.class.getPackage().getImplementationVersion();
            return new String[] {"freeport " + Optional.ofNullable(version).orElse("(not packed)")};
        }
    }
}
