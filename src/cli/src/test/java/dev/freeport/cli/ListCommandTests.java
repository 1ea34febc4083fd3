package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freeport.cli.CommandLineRun.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
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

    private static JsonNode find(JsonNode listeners, int port) {
        for (JsonNode listener : listeners) {
            if (listener.get("port").intValue() == port) {
                return listener;
            }
        }
        throw new AssertionError("port " + port + " is not among " + listeners);
    }
}
