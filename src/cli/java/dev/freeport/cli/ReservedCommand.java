package dev.freeport.cli;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.ReservedPort;
import dev.freeport.internal.registry.Registries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Lists what is reserved. */
@Command(
        name = "reserved",
        description = "Lists the ports that JVMs of this user have reserved, with the test each is for.",
        sortOptions = false,
        exitCodeOnInvalidInput = Freeport.WRONG_USE,
        exitCodeOnExecutionException = Freeport.NOT_FOUND_OUT,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Always, also if none is, but",
            "2:if the command was used wrongly.",
            "3:if the directory in which JVMs meet cannot be read, or the answer not be written."
        },
        footerHeading = "Keys of the JSON:%n",
        footer = "  reservations (each port, pid, test, since; protocol)")
final class ReservedCommand extends MeetingQuestion {
    @Override
    public Integer call() {
        request();
        Path directory = Registries.directory();
        if (Files.notExists(directory)) {
            if (System.getProperty(PortRequest.DIRECTORY) != null) {
                note("there is no directory " + directory + ", so nobody has reserved a port in it");
            }
        } else if (!Files.isDirectory(directory) || !Files.isReadable(directory) || !Files.isExecutable(directory)) {
            note(PortRequest.DIRECTORY + " (" + directory + ") must be a directory that this user may read");
            return Freeport.NOT_FOUND_OUT;
        }
        List<ReservedPort> ports = Progress.of("reading journals", FreePorts::reserved);
        answer(
                Json.object(
                        "reservations",
                        ports.stream().map(ReservedCommand::json).toList()),
                ports.isEmpty() ? "No port is reserved." : text(ports));
        return 0;
    }

    private static Map<String, Object> json(ReservedPort port) {
        return Json.object(
                "port", port.port(),
                "pid", port.pid(),
                "test", port.purpose(),
                "since", port.since(),
                "protocol", port.protocol());
    }

    private static Table text(List<ReservedPort> ports) {
        Table table = new Table("PORT", "PID", "SINCE", "TEST");
        for (ReservedPort port : ports) {
            table.add(
                    port.port() + "/" + port.protocol(),
                    port.pid(),
                    port.since().truncatedTo(ChronoUnit.SECONDS),
                    port.purpose());
        }
        return table;
    }
}
