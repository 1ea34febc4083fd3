package dev.freeport.diagnosis;

import static dev.freeport.condition.Prerequisite.NETWORK_NAMESPACES;
import static dev.freeport.condition.Prerequisite.PYTHON;
import static dev.freeport.diagnosis.Scene.OTHER;
import static dev.freeport.diagnosis.Scene.STACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.FreePorts;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.diagnosis.Probe.Result;
import dev.freeport.failure.BindFailure;
import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketRow;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A port inside the dynamic range, of which clients have used up a part. */
class ManyClientsTests {
    private static final int PORT = 40000;

    @Test
    void areCountedAndNoneOfThemIsEnded() {
        PortDiagnosis diagnosis = diagnose(21_000);

        assertThat(diagnosis.headline())
                .isEqualTo("Port 40000 is taken by a connection, not by a server: pid 4711 uses it.");
        assertThat(diagnosis.notes())
                .startsWith("Connections use 21,000 of the 28,232 ports of the dynamic range 32768-60999.");
        assertThat(diagnosis.text().advice())
                .isEqualTo("Use a port outside 32768-60999, from which the OS assigns ports to clients.");
    }

    @Test
    void areNoneOfWhichItIsWorthSpeaking() {
        PortDiagnosis diagnosis = diagnose(2_000);

        assertThat(diagnosis.notes()).noneMatch(note -> note.startsWith("Connections use "));
        assertThat(diagnosis.text().advice())
                .isEqualTo("Use a port outside 32768-60999, from which the OS assigns ports to clients.");
    }

    private static PortDiagnosis diagnose(int connected) {
        SocketRow client = new SocketRow(
                Protocol.TCP,
                new InetSocketAddress("127.0.0.1", PORT),
                new InetSocketAddress("127.0.0.1", 8080),
                SocketState.ESTABLISHED,
                true,
                OptionalLong.empty(),
                List.of(OTHER));
        SocketTable table = new Counting(Scene.table(new Snapshot(List.of(client), List.of())), connected);
        return new Diagnoser(
                        table,
                        (protocol, address, sharing) -> Result.REFUSED,
                        (protocol, port) -> new PortHistory(Optional.empty()),
                        () -> STACK,
                        Scene.NOT_WSL)
                .diagnose(BindAttempt.of(Protocol.TCP, PORT), Duration.ofSeconds(1));
    }

    private record Counting(SocketTable table, int connected) implements SocketTable {
        @Override
        public Snapshot read(Protocol protocol, int port) {
            return table.read(protocol, port);
        }

        @Override
        public Snapshot readBound(int port) {
            return table.readBound(port);
        }

        @Override
        public Snapshot readServers() {
            return table.readServers();
        }

        @Override
        public int countConnected(List<PortRange> ranges) {
            return connected;
        }
    }

    /** In a network of its own with a narrow range, by the tables as text and, with JNA, by sock_diag. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "sysctl of Linux")
    @EnabledIfAvailable({NETWORK_NAMESPACES, PYTHON})
    void areCountedAsTheyAre(@TempDir Path folder) {
        List<String> by = amongClients("exec \"$@\"", folder);
        for (List<String> options : List.of(List.<String>of(), List.of("--enable-native-access=ALL-UNNAMED"))) {
            folder.resolve("port").toFile().delete();
            try (ForkedJvm jvm =
                    ForkedJvm.start(by, options, System.getProperty("java.class.path"), Explaining.class, folder)) {
                List<String> text = new ArrayList<>();
                for (String line = jvm.readLine(); !line.equals("<ended>"); line = jvm.readLine()) {
                    text.add(line);
                }
                assertThat(text)
                        .contains(
                                "  note        Connections use 700 of the 2,000 ports of the dynamic range 32768-34767.")
                        .contains("  what to do  Use a port outside 32768-34767, from which the OS assigns ports to"
                                + " clients.");
            }
        }
    }

    /** The server of the clients is older than the JVM, so Freeport does not suspect it. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "sysctl of Linux")
    @EnabledIfAvailable({NETWORK_NAMESPACES, PYTHON})
    void areTheProbableCauseOfABindFailureThatNamesNoPort(@TempDir Path folder) {
        List<String> by = amongClients("until test -e \"$folder/port\"; do sleep 0.02; done; \"$@\"", folder);
        try (ForkedJvm jvm =
                ForkedJvm.start(by, List.of(), System.getProperty("java.class.path"), NamingNoPort.class, folder)) {
            assertThat(jvm.readLine())
                    .isEqualTo("Probably a client's connection uses the port, which the failure does not name."
                            + " Connections use 700 of the 2,000 ports of the dynamic range 32768-34767.");
            assertThat(jvm.readLine()).isEqualTo("  listening   a server on 1 port; FreePorts.listeners() names them");
        }
    }

    /** Returns how to start a program in a network with 700 clients, whose first port is in a file. */
    private static List<String> amongClients(String start, Path folder) {
        String clients = """
                import resource, sys, os
                from socket import *
                resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
                s = create_server(('127.0.0.1', 8080), backlog=1000)
                all = [create_connection(('127.0.0.1', 8080)) for i in range(700)]
                open(sys.argv[1] + '/new', 'w').write(str(all[0].getsockname()[1]))
                os.rename(sys.argv[1] + '/new', sys.argv[1] + '/port')
                sys.stdin.read()
                """;
        String network = "ip link set lo up && sysctl -qw net.ipv4.ip_local_port_range='32768 34767' && exec 3<&0 &&"
                + " (/usr/bin/python3 -c \"$0\" \"$1\" <&3 >/dev/null 2>&1 & ) && folder=$1 && shift && " + start;
        return List.of("unshare", "-n", "sh", "-c", network, clients, folder.toString());
    }

    /** Waits for the clients, and explains a failure without a number. */
    static final class NamingNoPort {
        public static void main(String[] arguments) {
            while (!Files.exists(Path.of(arguments[0], "port"))) {
                Thread.onSpinWait();
            }
            System.out.println(BindFailure.in(new BindException("Address already in use"), List.of())
                    .orElseThrow()
                    .text());
        }
    }

    /** Waits for the number of a port in a file, and explains it. */
    static final class Explaining {
        public static void main(String[] arguments) throws IOException {
            Path port = Path.of(arguments[0], "port");
            while (!Files.exists(port)) {
                Thread.onSpinWait();
            }
            System.out.println(FreePorts.explain(Integer.parseInt(Files.readString(port))));
        }
    }
}
