package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.cli.CommandLineRun.Outcome;
import dev.freeport.stack.Protocol;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "sockets and owners as Linux and Windows show them")
class WhoCommandTests {
    private static final long OWN_PID = ProcessHandle.current().pid();

    @TempDir
    Path directory;

    /** Returns a port that is cooling down for other tests, but not in the directory of this test. */
    private int freePort() {
        PortRequest request = PortRequest.fromSystemProperties().withCoolDown(Duration.ofMinutes(1));
        try (PortReservation reservation = FreePorts.reserve(request)) {
            return reservation.port();
        }
    }

    private Outcome who(Object... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "who";
        all[1] = "-Dfreeport.directory=" + directory;
        for (int i = 0; i < arguments.length; i++) {
            all[i + 2] = arguments[i].toString();
        }
        return CommandLineRun.of(all);
    }

    @Test
    void reportsAFreePort() {
        int port = freePort();
        Outcome outcome = who(port);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .startsWith("Port " + port + " is free now.\n  what to do  ")
                .hasLineCount(2);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void namesTheListener() throws Exception {
        try (ServerSocket server = new ServerSocket(freePort())) {
            Outcome outcome = who(server.getLocalPort());
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.out().lines().findFirst())
                    .contains("Port " + server.getLocalPort() + " is taken: pid " + OWN_PID + " listens on it.");
            assertThat(outcome.err()).isEmpty();
        }
    }

    @Test
    void namesTheListenerInJson() throws Exception {
        try (ServerSocket server = new ServerSocket(freePort())) {
            Outcome outcome = who(server.getLocalPort(), "--json");
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.out()).endsWith("}\n").hasLineCount(1);
            JsonNode json = new ObjectMapper().readTree(outcome.out());
            assertThat(json.get("port").intValue()).isEqualTo(server.getLocalPort());
            assertThat(json.get("protocol").textValue()).isEqualTo("tcp");
            assertThat(json.get("cause").textValue()).isEqualTo("listener");
            assertThat(json.get("certainty").textValue()).isEqualTo("certain");
            assertThat(json.get("taken").isBoolean()).isTrue();
            assertThat(json.get("owners")).hasSize(1);
            JsonNode owner = json.get("owners").get(0);
            assertThat(owner.get("pid").longValue()).isEqualTo(OWN_PID);
            assertThat(owner.get("command").textValue()).contains("java");
            // Windows names the domain, too
            assertThat(owner.get("user").textValue()).endsWith(System.getProperty("user.name"));
            assertThat(Instant.parse(owner.get("started").textValue())).isBefore(Instant.now());
        }
    }

    @Test
    void reportsAFreePortInJson() throws Exception {
        int port = freePort();
        Outcome outcome = who("--json", port);
        assertThat(outcome.out())
                .isEqualTo("{\"port\":" + port + ",\"protocol\":\"tcp\",\"cause\":\"none\",\"certainty\":\"certain\","
                        + "\"owners\":[],\"taken\":false,\"headline\":\"Port " + port
                        + " is free now.\",\"evidence\":[],"
                        + "\"sockets\":[],\"reservedBy\":null,\"notes\":[]}\n");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void looksAtTheAddressesOfAHost() throws Exception {
        int port = freePort();
        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
            assertThat(server.isBound()).isTrue();
            assertThat(who("127.0.0.1:" + port).exitCode()).isZero();
            assertThat(who("127.0.0.2:" + port).exitCode()).isEqualTo(1);
        }
        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getByName("localhost"))) {
            assertThat(server.isBound()).isTrue();
            assertThat(who("localhost:" + port).out())
                    .startsWith("Port " + port + " is taken: pid " + OWN_PID + " listens on it.");
        }
        assertThat(who("192.0.2.1:" + port).out()).startsWith("This host has no address 192.0.2.1.\n");
    }

    @Test
    void answersForSeveralPorts() throws Exception {
        int free = freePort();
        try (ServerSocket server = new ServerSocket(freePort())) {
            int taken = server.getLocalPort();

            Outcome text = who(free, taken);
            assertThat(text.exitCode()).isEqualTo(1);
            assertThat(text.out())
                    .startsWith("Port " + free + " is free now.\n")
                    .contains("\n\nPort " + taken + " is taken: pid " + OWN_PID + " listens on it.\n");

            JsonNode json =
                    new ObjectMapper().readTree(who("--json", free, taken).out());
            assertThat(json).extracting(each -> each.get("port").intValue()).containsExactly(free, taken);
        }
    }

    @Test
    void looksAtUdpOnRequest() throws Exception {
        try (DatagramSocket server = new DatagramSocket()) {
            int port = server.getLocalPort();
            Outcome outcome = who("--udp", port);
            assertThat(outcome.out().lines().findFirst())
                    .contains("UDP port " + port + " is taken: pid " + OWN_PID + " listens on it.");
            assertThat(outcome.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void namesTheTestOfAReservation() throws Exception {
        PortRequest request = PortRequest.fromSystemProperties()
                .withDirectory(directory)
                .withPurpose("ShopTests.\"sh\u00efps\"")
                .withProtocols(Protocol.TCP);
        try (PortReservation reservation = FreePorts.reserve(request)) {
            Outcome outcome = who("--json", reservation.port());
            JsonNode json = new ObjectMapper().readTree(outcome.out());
            assertThat(json.get("cause").textValue()).isEqualTo("reserved");
            assertThat(json.get("reservedBy").get("test").textValue()).isEqualTo("ShopTests.\"sh\u00efps\"");
            assertThat(json.get("reservedBy").get("pid").longValue()).isEqualTo(OWN_PID);
            assertThat(outcome.exitCode()).isEqualTo(1);
        }
    }

    /** For this it loads JNA; the manifest of the jar permits it, so the JDK does not warn. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux lists sockets that are bound and do not listen")
    void namesTheOwnerOfASocketThatDoesNotListen() throws Exception {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(freePort()));
            Outcome outcome = who("--json", socket.getLocalPort());
            JsonNode json = new ObjectMapper().readTree(outcome.out());
            assertThat(json.get("cause").textValue()).isEqualTo("bound-only");
            assertThat(StreamSupport.stream(json.get("owners").spliterator(), false))
                    .extracting(owner -> owner.get("pid").longValue())
                    .containsExactly(OWN_PID);
            assertThat(outcome.err()).isEmpty();
        }
    }
}
