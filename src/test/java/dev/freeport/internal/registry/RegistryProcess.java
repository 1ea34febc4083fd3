package dev.freeport.internal.registry;

import dev.freeport.ForkedJvm;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.Protocol;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A JVM that reserves and releases ports at command, with some of the guards or all. */
final class RegistryProcess {
    private RegistryProcess() {}

    static ForkedJvm start(Path directory, String ranges, Set<GuardKind> guards) {
        return start(List.of(), directory, ranges, guards);
    }

    /** Starts one by a command that ends by starting what follows it. */
    static ForkedJvm start(List<String> by, Path directory, String ranges, Set<GuardKind> guards) {
        return ForkedJvm.start(
                by,
                RegistryProcess.class,
                directory,
                ranges,
                "guards:" + guards.stream().map(GuardKind::name).collect(Collectors.joining(",")));
    }

    static Set<GuardKind> parseGuards(String argument) {
        Set<GuardKind> guards = EnumSet.noneOf(GuardKind.class);
        for (String name : argument.substring("guards:".length()).split(",")) {
            if (!name.isEmpty()) {
                guards.add(GuardKind.valueOf(name));
            }
        }
        return guards;
    }

    /**
     * Understands {@code reserve}, perhaps with protocols such as {@code reserve TCP,UDP}, which answers with a port or
     * {@code none}, and {@code release}.
     */
    public static void main(String[] arguments) throws Exception {
        PortPool pool = TestPorts.pool(arguments[1]);
        PortRegistry registry = new PortRegistry(
                RegistryFiles.open(Path.of(arguments[0]), "test", SystemCalls.SYSTEM),
                parseGuards(arguments[2]),
                GuardSockets.SYSTEM);
        ReservationOptions options = new ReservationOptions("child", Duration.ZERO);
        Deque<Reservation> held = new ArrayDeque<>();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("release")) {
                held.pop().release();
                System.out.println("released");
                continue;
            }
            try {
                held.push(new PoolSearch(registry, pool, options.withProtocols(protocols(command))).one());
                System.out.println(held.peek().port());
            } catch (PoolExhaustedException exhausted) {
                System.out.println("none");
            }
        }
    }

    private static Set<Protocol> protocols(String command) {
        Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        String[] words = command.split(" ");
        for (String name : words.length == 1 ? new String[] {"TCP"} : words[1].split(",")) {
            protocols.add(Protocol.valueOf(name));
        }
        return protocols;
    }
}
