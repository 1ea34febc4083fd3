package dev.freeport.cli;

import dev.freeport.FreePorts;
import dev.freeport.NoFreePortException;
import dev.freeport.PortLeakException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservations;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.settings.PortChoiceSettings;
import dev.freeport.internal.settings.SystemProperties;
import dev.freeport.internal.timeline.Timeline;
import dev.freeport.stack.Protocol;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Reserves ports for a program, runs it, and holds the ports until it exits.",
            "",
            "The program finds the ports in its environment, and in its arguments in place of {NAME} (but not"
                    + " $${NAME}). It uses the standard input and output of freeport. On Ctrl-C or SIGTERM, freeport"
                    + " first terminates the program and all processes that it has started (after ten seconds, by force);"
                    + " it recognises them by the variable FREEPORT_RUN. If freeport itself is killed, the kernel frees"
                    + " the ports at once, and the program continues without them.",
            "",
            "Example: freeport run -n 2 --env HTTP,ADMIN -- java -jar shop.jar --port={HTTP}",
            ""
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "freeport run [-n N] [--env NAME,...] [options] [--] PROGRAM [ARGUMENT...]",
        exitCodeOnInvalidInput = RunCommand.FAILED,
        exitCodeOnExecutionException = RunCommand.FAILED,
        exitCodeListHeading = "Exit codes (like those of env and timeout):%n",
        exitCodeList = {
            "N:The program exited with N; 128 + N if signal N killed it.",
            "125:Usage error, no free ports, or the JSON could not be written.",
            "126:The program could not be run.",
            "127:The program was not found.",
            "130:Ctrl-C; 143: SIGTERM."
        },
        footerHeading = "JSON keys, written to standard error before the program starts:%n",
        footer = {"  ports (the port of each name)"})
final class RunCommand extends SettingsCommand {
    static final int FAILED = 125;

    private static final int PORTS = 65_535;
    private static final int NAMED = 3;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    @Option(
            names = {"-n", "--number"},
            paramLabel = "N",
            description = "The number of ports; by default, one for each name.")
    private @Nullable Integer number;

    @Option(
            names = "--env",
            paramLabel = "NAME,...",
            description = "The environment variables for the ports; by default PORT, or PORT1, PORT2 and so on.")
    private List<String> env = List.of();

    @Option(
            names = "--protocol",
            paramLabel = "tcp|udp",
            description = "The protocol; by default tcp. With tcp,udp each port is reserved for both.")
    private List<String> protocols = List.of("tcp");

    @Option(names = "--contiguous", description = "Reserve contiguous ports.")
    private boolean contiguous;

    @Parameters(paramLabel = "PROGRAM", arity = "0..*", description = "The program and its arguments.")
    private List<String> command = List.of();

    @Override
    public Integer call() throws InterruptedException {
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw usageError("Missing program, for example: freeport run --env HTTP -- java -jar shop.jar");
        }
        List<String> variables = variables();
        PortRequest request = request().withPurpose(purpose(variables));
        Protocol[] protocols = protocols().toArray(Protocol[]::new);
        request = request.withProtocols(protocols[0], protocols);
        requirePoolOf(variables.size());
        Timeline.buildsHere("freeport run");
        try (PortReservations ports = reserve(variables.size(), request)) {
            Map<String, Integer> byName = new LinkedHashMap<>();
            for (int i = 0; i < variables.size(); i++) {
                byName.put(variables.get(i), ports.port(i));
            }
            Placeholders placeholders = new Placeholders(byName);
            placeholders
                    .unknown(command)
                    .forEach(unknown -> note("Unknown name in " + unknown + ": the ports are named "
                            + String.join(", ", variables) + ". The program gets it unchanged."));
            if (isJson() && !printError(Json.of(Json.object("ports", byName)))) {
                return FAILED;
            }
            return new Program(placeholders.replaceIn(command), byName).run(ports);
        } catch (Program.NotStartedException notStarted) {
            note(notStarted.getMessage());
            return notStarted.exitCode();
        } catch (NoFreePortException | PortLeakException failure) {
            note(String.valueOf(failure.getMessage()));
            return FAILED;
        }
    }

    private PortReservations reserve(int count, PortRequest request) {
        return Progress.of(
                "reserving ports",
                () -> contiguous
                        ? FreePorts.reserveContiguous(count, request)
                        : FreePorts.reserveSeveral(count, request));
    }

    /** Returns the purpose that refusals and other JVMs show. */
    private String purpose(List<String> variables) {
        String names = String.join(", ", variables.subList(0, Math.min(NAMED, variables.size())));
        int more = variables.size() - NAMED;
        return names + (more > 0 ? " and " + more + " more" : "") + " of " + command.get(0) + " (freeport run)";
    }

    /** Checks this before the kit tries each port of the pool. */
    private void requirePoolOf(int count) {
        PortPool pool =
                PoolCheckup.pool(PortChoiceSettings.read(SystemProperties.ALL).withProtocols(protocols()));
        if (pool.size() > 0 && count > pool.size()) {
            throw usageError("Cannot reserve " + count + " ports: the pool has " + pool
                    + ". Request fewer ports, or widen " + PortRequest.RANGES + ".");
        }
    }

    private Set<Protocol> protocols() {
        Set<Protocol> wanted = EnumSet.noneOf(Protocol.class);
        for (String name : parts(protocols)) {
            wanted.add(Stream.of(Protocol.values())
                    .filter(protocol -> protocol.name().equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> usageError("--protocol (" + String.join(",", protocols)
                            + ") must be tcp, udp or tcp,udp, not '" + name + "'")));
        }
        return wanted;
    }

    /** Keeps empty parts, unlike picocli, so that they are rejected. */
    private static List<String> parts(List<String> lists) {
        return lists.stream().flatMap(list -> Stream.of(list.split(",", -1))).toList();
    }

    private List<String> variables() {
        List<String> names = parts(env);
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw usageError("--env (" + String.join(",", env)
                        + ") must be names of variables, such as HTTP,ADMIN, not '" + name + "'");
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw usageError("--env (" + String.join(",", env) + ") must not name a variable twice");
        }
        int wanted = number != null ? number : Math.max(1, names.size());
        if (wanted < 1 || wanted > PORTS) {
            throw usageError("-n (" + wanted + ") must be between 1 and " + PORTS);
        }
        if (names.isEmpty()) {
            return wanted == 1
                    ? List.of("PORT")
                    : IntStream.rangeClosed(1, wanted).mapToObj(i -> "PORT" + i).toList();
        }
        if (names.size() != wanted) {
            throw usageError(
                    "-n (" + wanted + ") must equal the number of names in --env (" + String.join(",", env) + ")");
        }
        return names;
    }
}
