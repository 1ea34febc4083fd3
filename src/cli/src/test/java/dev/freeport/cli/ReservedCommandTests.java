package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.cli.CommandLineRun.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservedCommandTests {
    private static final long OWN_PID = ProcessHandle.current().pid();

    @TempDir
    Path directory;

    @Test
    void saysThatNoPortIs() {
        assertThat(CommandLineRun.of("reserved", "-Dfreeport.directory=" + directory))
                .isEqualTo(new Outcome(0, "No port is reserved.\n", ""));
        assertThat(CommandLineRun.of("reserved", "--json", "-Dfreeport.directory=" + directory))
                .isEqualTo(new Outcome(0, "{\"reservations\":[],\"others\":[]}\n", ""));
    }

    @Test
    void saysThatTheDirectoryCannotBeRead() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(CommandLineRun.of("reserved", "-Dfreeport.directory=" + file))
                .isEqualTo(new Outcome(
                        3,
                        "",
                        "freeport: freeport.directory (" + file + ") must be a directory that this user can read\n"));
        Path nowhere = directory.resolve("nowhere");
        assertThat(CommandLineRun.of("reserved", "-Dfreeport.directory=" + nowhere, "-Dfreeport.explain=off"))
                .isEqualTo(new Outcome(
                        0,
                        "No port is reserved.\n",
                        "freeport: freeport.directory (" + nowhere
                                + ") does not exist, so no port is reserved in it\n"));
    }

    @Test
    void listsPortsWithTheirTests() throws Exception {
        PortRequest request =
                PortRequest.fromSystemProperties().withDirectory(directory).withPurpose("ShopTests.ships()");
        try (PortReservation reservation = FreePorts.reserve(request)) {
            JsonNode json = new ObjectMapper()
                    .readTree(CommandLineRun.of("reserved", "--json", "-Dfreeport.directory=" + directory)
                            .out())
                    .get("reservations");
            assertThat(json).hasSize(1);
            assertThat(json.get(0).get("port").intValue()).isEqualTo(reservation.port());
            assertThat(json.get(0).get("pid").longValue()).isEqualTo(OWN_PID);
            assertThat(json.get(0).get("test").textValue()).isEqualTo("ShopTests.ships()");
            assertThat(json.get(0).get("protocol").textValue()).isEqualTo("tcp");
            Instant since = Instant.parse(json.get(0).get("since").textValue());
            String pid = Long.toString(OWN_PID);
            int width = Math.max(3, pid.length()) + 2;
            assertThat(CommandLineRun.of("reserved", "-Dfreeport.directory=" + directory))
                    .isEqualTo(new Outcome(
                            0,
                            "PORT       " + pad("PID", width) + "SINCE                 TEST\n" + reservation.port()
                                    + "/tcp  " + pad(pid, width) + since.truncatedTo(ChronoUnit.SECONDS)
                                    + "  ShopTests.ships()\n",
                            ""));
        }
    }

    @Test
    void showsWhatIsInvisibleInTheNameOfATest() throws Exception {
        PortRequest request =
                PortRequest.fromSystemProperties().withDirectory(directory).withPurpose("Shop\u202eTests");
        try (PortReservation reservation = FreePorts.reserve(request)) {
            assertThat(CommandLineRun.of("reserved", "-Dfreeport.directory=" + directory)
                            .out())
                    .endsWith("  Shop\\u202eTests\n");
            assertThat(new ObjectMapper()
                            .readTree(CommandLineRun.of("reserved", "--json", "-Dfreeport.directory=" + directory)
                                    .out())
                            .get("reservations")
                            .get(0)
                            .get("test")
                            .textValue())
                    .isEqualTo("Shop\\u202eTests");
            assertThat(CommandLineRun.of(
                                    "who", "-Dfreeport.directory=" + directory, Integer.toString(reservation.port()))
                            .out())
                    .contains(" for Shop\\u202eTests, at ");
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
