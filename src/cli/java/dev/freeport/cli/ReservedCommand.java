package dev.freeport.cli;

import dev.freeport.FreePorts;
import dev.freeport.ReservedPort;
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
        exitCodeList = {"0:Always, also if none is, but", "2:if the command was used wrongly."},
        footerHeading = "Keys of the JSON:%n",
        footer = "  reservations (each port, pid, test, since; protocol)")
final class ReservedCommand extends MeetingQuestion {
    @Override
    public Integer call() {
        request();
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
