package dev.freeport;

import dev.freeport.stack.PortRange;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A JVM that reserves ports at command, through the public face. */
final class ReservingJvm {
    private ReservingJvm() {}

    /**
     * Starts one.
     *
     * @param by a command that ends by starting what follows it; may be empty
     * @param options of the JVM, such as settings
     */
    static ForkedJvm start(List<String> by, List<String> options, String ranges) {
        return ForkedJvm.start(by, options, System.getProperty("java.class.path"), ReservingJvm.class, ranges);
    }

    static ForkedJvm start(Path directory, String ranges) {
        return start(List.of(), List.of("-Dfreeport.directory=" + directory), ranges);
    }

    /** Asks and reads over the lines that warnings take. */
    static String ask(ForkedJvm jvm, String command) {
        String line = jvm.ask(command);
        while (!line.matches("[0-9]+|none: .*|done|<ended>|free|served .*|reserved by .*|wrong: .*")) {
            line = jvm.readLine();
        }
        return line;
    }

    /**
     * Understands {@code reserve}, which answers with a port, {@code none: why} or {@code wrong: why}; {@code release};
     * {@code serve}, which binds a server to the last port; {@code explain} with a port, which answers with {@code reserved
     * by pid} and the pid, or {@code free}; {@code exit}; {@code halt}.
     */
    public static void main(String[] arguments) throws Exception {
        PortRequest request = PortRequest.fromSystemProperties()
                .withPurpose("a test")
                .withCoolDown(Duration.ZERO)
                .withRanges(PortRange.parseList(arguments[0]).toArray(PortRange[]::new));
        Deque<PortReservation> held = new ArrayDeque<>();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            switch (command) {
                case "reserve" -> System.out.println(reserve(request, held));
                case "release" -> {
                    held.pop().close();
                    System.out.println("done");
                }
                case "serve" -> {
                    try (ServerSocket server = new ServerSocket(held.element().port())) {
                        System.out.println("served " + server.getLocalPort());
                    }
                }
                case "exit" -> System.exit(0);
                case "halt" -> Runtime.getRuntime().halt(1);
                default -> System.out.println(explain(Integer.parseInt(command.substring("explain ".length()))));
            }
        }
    }

    private static String reserve(PortRequest request, Deque<PortReservation> held) {
        try {
            held.push(FreePorts.reserve(request));
            return Integer.toString(held.element().port());
        } catch (NoFreePortException none) {
            return "none: "
                    + String.valueOf(none.getMessage()).lines().findFirst().orElse("");
        } catch (IllegalArgumentException wrong) {
            return "wrong: " + wrong.getMessage();
        }
    }

    private static String explain(int port) {
        return FreePorts.explain(port)
                .reservedBy()
                .map(holder -> "reserved by pid " + holder.pid())
                .orElse("free");
    }
}
