package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freeport.cli.CommandLineRun.Outcome;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RangesCommandTests {
    @Test
    void ofSomeStacksAreATable() {
        Outcome outcome = CommandLineRun.of("ranges", "--stack", "windows,linux-2-2");
        assertThat(outcome.out().lines().dropWhile(line -> !line.startsWith("DOCUMENTED")))
                .containsExactly(
                        "DOCUMENTED STACK  DYNAMIC RANGE  SAFE        TITLE                    SOURCE",
                        "linux-2-2         1024-4999      5000-65535  Linux 2.2 and earlier    "
                                + StackProfile.LINUX_2_2.source(),
                        "windows           49152-65535    1024-49151  Windows Vista and later  Microsoft KB 929851");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void ofThisHostComeFirst() {
        HostStack host = HostStack.current();
        assertThat(CommandLineRun.of("ranges").out().lines().limit(2))
                .containsExactly(
                        "This host, according to " + host.source() + ":",
                        "  dynamic range, TCP  "
                                + String.join(
                                        ",",
                                        host.dynamic(Protocol.TCP).stream()
                                                .map(PortRange::toString)
                                                .toList()));
    }

    @Test
    void ofAllStacksAreJson() throws Exception {
        Outcome outcome = CommandLineRun.of("ranges", "--all", "--json");
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        List<String> read = new ArrayList<>();
        json.get("stacks").forEach(stack -> read.add(stack.get("name").textValue() + " " + stack.get("dynamic")));
        List<String> expected = new ArrayList<>();
        for (StackProfile profile : StackProfile.values()) {
            PortRange dynamic = profile.dynamic();
            expected.add(Json.name(profile) + " [[" + dynamic.low() + "," + dynamic.high() + "]]");
        }
        assertThat(read).isEqualTo(expected);
        PortRange own = HostStack.current().dynamic(Protocol.TCP).get(0);
        assertThat(json.get("host").get("dynamic").get(0).toString())
                .isEqualTo("[" + own.low() + "," + own.high() + "]");
        assertThat(outcome.exitCode()).isZero();
    }
}
