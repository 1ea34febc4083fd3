package dev.freeport.cli;

import dev.freeport.FreePorts;
import dev.freeport.NoFreePortException;
import dev.freeport.PortLeakException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservations;
import dev.freeport.internal.settings.PortChoiceSettings;
import dev.freeport.internal.settings.SystemProperties;
import dev.freeport.stack.PortPool;
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

/** Runs a program with ports. */
@Command(
        name = "run",
        description = {
            "Reserves ports for a program, runs it, and holds them until it ends.",
            "",
            "The ports are in its environment, and wherever its arguments say {NAME} (but not $${NAME}). It has the"
                    + " standard input and outputs of this command. On Ctrl-C or SIGTERM it and what it has started are"
                    + " ended first (after ten seconds, by force). If this command itself is killed, the kernel frees the"
                    + " ports at once, and the program goes on without them. What it has started is told by FREEPORT_RUN"
                    + " in the environment.",
            "",
            "Example: freeport run -n 2 --env HTTP,ADMIN -- java -jar shop.jar --port={HTTP}",
            ""
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "freeport run [-n N] [--env NAME,...] [options] [--] COMMAND [ARGUMENT...]",
        sortOptions = false,
        exitCodeOnInvalidInput = RunCommand.FAILED,
        exitCodeOnExecutionException = RunCommand.FAILED,
        exitCodeListHeading = "Exit codes, as of env and timeout:%n",
        exitCodeList = {
            "N:What the program exited with; 128 + N if signal N ended it.",
            "125:This command was used wrongly, there were no ports, or they could not be told.",
            "126:The program cannot be run.",
            "127:There is no such program.",
            "130:Ended by Ctrl-C; 143 by SIGTERM."
        },
        footerHeading = "Keys of the JSON, written on the standard error before the program starts:%n",
        footer = {"  ports (each name with its port)"})
final class RunCommand extends MeetingQuestion {
    static final int FAILED = 125;

    private static final int PORTS = 65_535;
    private static final int NAMED = 3;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    @Option(
            names = {"-n", "--number"},
            paramLabel = "N",
            description = "How many ports; by default, one for each name.")
    private @Nullable Integer number;

    @Option(
            names = "--env",
            paramLabel = "NAME,...",
            description = "The variables that tell the program its ports. By default PORT, or PORT1, PORT2 and so on.")
    private List<String> env = List.of();

    @Option(
            names = "--protocol",
            paramLabel = "tcp|udp",
            description = "The protocol, tcp by default; tcp,udp for numbers that are reserved for both.")
    private List<String> protocols = List.of("tcp");

    @Option(names = "--block", description = "Ports that follow each other.")
    private boolean block;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The program and its arguments.")
    private List<String> command = List.of();

    @Override
    public Integer call() throws InterruptedException {
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw wrong("A command to run must be given, such as: freeport run --env HTTP -- java -jar shop.jar");
        }
        List<String> variables = variables();
        PortRequest request = request().withPurpose(purpose(variables));
        Protocol[] protocols = protocols().toArray(Protocol[]::new);
        request = request.withProtocols(protocols[0], protocols);
        requireAsMany(variables.size());
        try (PortReservations ports = reserve(variables.size(), request)) {
            Map<String, Integer> byName = new LinkedHashMap<>();
            for (int i = 0; i < variables.size(); i++) {
                byName.put(variables.get(i), ports.port(i));
            }
            Placeholders placeholders = new Placeholders(byName);
            placeholders
                    .unknown(command)
                    .forEach(unknown -> note(
                            unknown + " names none of " + String.join(", ", variables) + "; it is passed on as it is"));
            if (isJson() && !say(Json.of(Json.object("ports", byName)))) {
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
                () -> block ? FreePorts.reserveContiguous(count, request) : FreePorts.reserveSeveral(count, request));
    }

    /** Says whom a refusal is about, and what others find that the port is taken for. */
    private String purpose(List<String> variables) {
        String names = String.join(", ", variables.subList(0, Math.min(NAMED, variables.size())));
        int more = variables.size() - NAMED;
        return names + (more > 0 ? " and " + more + " more" : "") + " of the program " + command.get(0)
                + " (freeport run)";
    }

    /** Asks before each port of the pool is tried. */
    private void requireAsMany(int count) {
        PortPool pool =
                PoolCheckup.pool(PortChoiceSettings.read(SystemProperties.ALL).withProtocols(protocols()));
        if (pool.size() > 0 && count > pool.size()) {
            throw wrong(count + " ports are wanted, but the pool has " + pool
                    + "; ask for fewer, or let more be chosen from (" + PortRequest.RANGES + ")");
        }
    }

    private Set<Protocol> protocols() {
        Set<Protocol> wanted = EnumSet.noneOf(Protocol.class);
        for (String name : parts(protocols)) {
            wanted.add(Stream.of(Protocol.values())
                    .filter(protocol -> protocol.name().equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> wrong("--protocol (" + String.join(",", protocols)
                            + ") must be tcp, udp or tcp,udp, but '" + name + "' is none")));
        }
        return wanted;
    }

    /** Keeps what is empty, unlike picocli, so that it is refused. */
    private static List<String> parts(List<String> lists) {
        return lists.stream().flatMap(list -> Stream.of(list.split(",", -1))).toList();
    }

    private List<String> variables() {
        List<String> names = parts(env);
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw wrong("--env (" + String.join(",", env)
                        + ") must be names of variables, such as HTTP,ADMIN, but '" + name + "' is none");
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw wrong("--env (" + String.join(",", env) + ") must not name a variable twice");
        }
        int wanted = number != null ? number : Math.max(1, names.size());
        if (wanted < 1) {
            throw wrong("-n (" + wanted + ") must be at least 1");
        }
        if (wanted > PORTS) {
            throw wrong("-n (" + wanted + ") must be at most " + PORTS + ", as there are no more ports");
        }
        if (names.isEmpty()) {
            return wanted == 1
                    ? List.of("PORT")
                    : IntStream.rangeClosed(1, wanted).mapToObj(i -> "PORT" + i).toList();
        }
        if (names.size() != wanted) {
            throw wrong("-n (" + wanted + ") must be the number of names in --env (" + String.join(",", env) + ")");
        }
        return names;
    }
}
