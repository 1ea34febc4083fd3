package dev.freeport.cli;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.ReservedPort;
import dev.freeport.internal.registry.KernelLockHolder;
import dev.freeport.internal.registry.Registries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;

@Command(
        name = "reserved",
        description =
                "Lists the ports that JVMs of this user have reserved, and for which test; and those that JVMs of other"
                        + " users, or in other containers, have reserved.",
        exitCodeList = {
            "0:Success, even if no port is reserved.",
            Freeport.USAGE_ERROR_LINE,
            "3:The directory that JVMs share could not be read, or output could not be written."
        },
        footer = "  reservations (each port, pid, test, since; protocol), others (each port, uid, pid, by; protocol)")
final class ReservedCommand extends SettingsCommand {
    @Override
    public Integer call() {
        request();
        Path directory = Registries.directory();
        if (Files.notExists(directory)) {
            if (System.getProperty(PortRequest.DIRECTORY) != null) {
                note(PortRequest.DIRECTORY + " (" + directory + ") does not exist, so no port is reserved in it");
            }
        } else if (!Files.isDirectory(directory) || !Files.isReadable(directory) || !Files.isExecutable(directory)) {
            note(PortRequest.DIRECTORY + " (" + directory + ") must be a directory that this user can read");
            return Freeport.NO_ANSWER;
        }
        List<ReservedPort> ports = Progress.of("reading journals", FreePorts::reserved);
        List<KernelLockHolder> others = KernelLockHolder.foreign();
        answer(
                Json.object(
                        "reservations",
                        ports.stream().map(ReservedCommand::json).toList(),
                        "others",
                        others.stream().map(ReservedCommand::json).toList()),
                ports.isEmpty() && others.isEmpty() ? "No port is reserved." : text(ports, others));
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

    private static Optional<Long> optional(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    private static Map<String, Object> json(KernelLockHolder holder) {
        return Json.object(
                "port", holder.port(),
                "uid", optional(holder.uid()),
                "pid", optional(holder.pid()),
                "by", holder.label(),
                "protocol", holder.protocol());
    }

    private static Table text(List<ReservedPort> ports, List<KernelLockHolder> others) {
        Table table = new Table("PORT", "PID", "SINCE", "TEST");
        for (ReservedPort port : ports) {
            table.add(
                    port.port() + "/" + port.protocol(),
                    port.pid(),
                    port.since().truncatedTo(ChronoUnit.SECONDS),
                    port.purpose());
        }
        for (KernelLockHolder holder : others) {
            table.add(holder.port() + "/" + holder.protocol(), "-", "-", "reserved by " + holder.label());
        }
        return table;
    }
}
