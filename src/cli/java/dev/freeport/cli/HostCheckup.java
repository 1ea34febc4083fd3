package dev.freeport.cli;

import dev.freeport.internal.os.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** On what this JVM runs, and with whom it shares port numbers. */
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
                    "Ports are shared with whoever is in network namespace " + namespace("net")
                            + ", process ids with whoever is in pid namespace " + namespace("pid") + ".");
        } catch (IOException | UnsupportedOperationException none) {
            return Finding.info("namespaces", "All processes of this host share its ports; no namespaces are seen.");
        }
    }

    private static String namespace(String kind) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString().replaceAll("[^0-9]", "");
    }
}
