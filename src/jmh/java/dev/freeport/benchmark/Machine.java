package dev.freeport.benchmark;

import dev.freeport.internal.os.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The machine that was measured. */
final class Machine {
    private Machine() {}

    /** Returns the rows of a table: names and values. */
    static List<List<String>> rows(boolean ownNetwork, String load) {
        return List.of(
                List.of("date", LocalDate.now().toString()),
                List.of(
                        "cores",
                        Runtime.getRuntime().availableProcessors() + ", " + field("/proc/cpuinfo", "model name")),
                List.of("memory", field("/proc/meminfo", "MemTotal")),
                List.of("kernel", OperatingSystem.NAME + " " + System.getProperty("os.version")),
                List.of("JDK", System.getProperty("java.vm.name") + " " + Runtime.version()),
                List.of("load before and after", load + ", " + load()),
                List.of("network", ownNetwork ? "a namespace of its own" : "the host's"));
    }

    /** Returns the load of the last minute; before a run it is that of other programs. */
    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    /** Returns the value after a name and a colon. */
    private static String field(String file, String name) {
        try {
            return Files.readString(Path.of(file))
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }
}
