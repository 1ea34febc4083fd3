package dev.freeport.cli;

import dev.freeport.internal.os.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reports what this JVM runs on, and which processes share its ports. */
final class HostCheckup {
    private HostCheckup() {}

    static List<Finding> findings() {
        return List.of(
                Finding.info(
                        "system",
                        "Java " + System.getProperty("java.version") + " on " + OperatingSystem.NAME + " "
                                + System.getProperty("os.version") + ", " + System.getProperty("os.arch") + ", user "
                                + System.getProperty("user.name") + "."),
                namespaces());
    }

    private static Finding namespaces() {
        try {
            return Finding.info(
                    "namespaces",
                    "All processes in network namespace " + namespace("net") + " share ports; all in pid namespace "
                            + namespace("pid") + " see each other's pids.");
        } catch (IOException | UnsupportedOperationException none) {
            return Finding.info(
                    "namespaces", "All processes of this host share its ports: it has no visible namespaces.");
        }
    }

    private static String namespace(String kind) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString().replaceAll("[^0-9]", "");
    }
}
