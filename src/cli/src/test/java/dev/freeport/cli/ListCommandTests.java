package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.cli.CommandLineRun.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "sockets and owners as Linux and Windows show them")
class ListCommandTests {
    private static final long OWN_PID = ProcessHandle.current().pid();

    @Test
    void isATable() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Outcome outcome = CommandLineRun.of("list");
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out().lines().findFirst().orElse("").split(" +"))
                    .containsExactly("PORT", "CLASS", "SERVICE", "ADDRESSES", "PID", "USER", "PROCESS");
            assertThat(outcome.out().lines().filter(line -> line.startsWith(server.getLocalPort() + "/tcp ")))
                    .singleElement()
                    .asString()
                    .matches(".* 127\\.0\\.0\\.1 +" + OWN_PID + " +(?:\\S+\\\\)?" + System.getProperty("user.name")
                            + " .*");
        }
    }

    @Test
    void isJson() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Outcome outcome = CommandLineRun.of("list", "--json");
            assertThat(outcome.exitCode()).isZero();
            JsonNode json = new ObjectMapper().readTree(outcome.out());
            assertThat(json.get("notes").isArray()).isTrue();
            JsonNode own = find(json.get("listeners"), server.getLocalPort());
            assertThat(own.get("protocol").textValue()).isEqualTo("tcp");
            assertThat(own.get("addresses").toString()).isEqualTo("[\"127.0.0.1\"]");
            assertThat(own.get("owners").get(0).get("pid").longValue()).isEqualTo(OWN_PID);
            assertThat(own.get("class").textValue()).isIn("registered", "dynamic");
            assertThat(own.get("inDynamicRange").isBoolean()).isTrue();
            assertThat(own.has("service")).isTrue();
        }
    }

    @Test
    void isFilteredAndSorted() throws Exception {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0)) {
            int low = Math.min(one.getLocalPort(), two.getLocalPort());
            int high = Math.max(one.getLocalPort(), two.getLocalPort());

            assertThat(ports("--ports", low + "," + high)).containsExactly(low + "/tcp", high + "/tcp");
            assertThat(ports("--ports=" + low)).containsExactly(low + "/tcp");
            assertThat(ports("--process=" + OWN_PID)).contains(low + "/tcp", high + "/tcp");
            assertThat(ports("--process=no such command line")).isEmpty();
            assertThat(ports("--sort=pid", "--ports=" + high + "," + low)).containsExactly(low + "/tcp", high + "/tcp");
        }
    }

    /** Returns the first column of the table. */
    private static List<String> ports(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "list";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return CommandLineRun.of(arguments)
                .out()
                .lines()
                .skip(1)
                .map(line -> line.split(" ")[0])
                .filter(cell -> cell.endsWith("/tcp"))
                .toList();
    }

    @Test
    void isSortedByPidOrCommand() throws Exception {
        assertThat(owners("--sort=pid"))
                .isSortedAccordingTo(
                        Comparator.comparingLong(owner -> owner.get("pid").longValue()));
        assertThat(owners("--sort=command"))
                .isSortedAccordingTo(
                        Comparator.comparing(owner -> owner.get("command").textValue()));
    }

    /** Returns the first owner of each server that has one. */
    private static List<JsonNode> owners(String option) throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(CommandLineRun.of("list", "--json", option).out());
        List<JsonNode> owners = new ArrayList<>();
        json.get("listeners").forEach(listener -> {
            if (!listener.get("owners").isEmpty()) {
                owners.add(listener.get("owners").get(0));
            }
        });
        return owners;
    }

    @Test
    void tellsChanges() throws Exception {
        try (PortReservation reservation = FreePorts.reserve();
                CommandLineRun run = CommandLineRun.start("list", "--watch", "--ports=" + reservation.port())) {
            int port = reservation.port();
            assertThat(run.readLine()).startsWith("PORT ");
            ServerSocket server = new ServerSocket(port);
            assertThat(nextChange(run)).matches("[0-9:]{8} \\+ tcp " + port + " .* pid " + OWN_PID + ", .*");
            server.close();
            assertThat(nextChange(run)).matches("[0-9:]{8} - tcp " + port + " .* pid " + OWN_PID + ", .*");
        }
    }

    @Test
    void tellsTheSecondsOfAFullMinute() {
        assertThat(ListWatch.changes(LocalTime.of(8, 34), Set.of("gone"), Set.of("new")))
                .containsExactly("08:34:00 - gone", "08:34:00 + new");
    }

    /** Returns the next line that is no note below the table. */
    private static String nextChange(CommandLineRun run) {
        String line = run.readLine();
        while (line.startsWith("note: ")) {
            line = run.readLine();
        }
        return line;
    }

    private static JsonNode find(JsonNode listeners, int port) {
        for (JsonNode listener : listeners) {
            if (listener.get("port").intValue() == port) {
                return listener;
            }
        }
        throw new AssertionError("port " + port + " is not among " + listeners);
    }
}
