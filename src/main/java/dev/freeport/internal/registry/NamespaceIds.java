package dev.freeport.internal.registry;

import dev.freeport.internal.os.OperatingSystem;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The network namespace with the boot, and the pid namespace. Files are named by both: JVMs that share ports meet. */
public record NamespaceIds(String network, String pids) {
    public static NamespaceIds current() {
        return Current.SCOPE;
    }

    private static final class Current {
        static final NamespaceIds SCOPE = OperatingSystem.LINUX.isCurrent()
                ? new NamespaceIds(namespace("net") + "-" + bootId(), namespace("pid"))
                : new NamespaceIds("net0-boot", "pid0");
    }

    private static String namespace(String kind) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns", kind))
                    .toString()
                    .replace(":[", "")
                    .replace("]", "");
        } catch (IOException | UnsupportedOperationException withoutProc) {
            return kind + "0";
        }
    }

    private static String bootId() {
        try (InputStream in = new FileInputStream("/proc/sys/kernel/random/boot_id")) {
            return new String(in.readNBytes(13), StandardCharsets.ISO_8859_1).replace("-", "");
        } catch (IOException withoutProc) {
            return "boot";
        }
    }
}
