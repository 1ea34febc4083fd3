package dev.freeport.diagnosis;

import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What is peculiar to a port on this kind of host. */
final class HostNotes {
    private static final int LONGEST_VERSION = 4096;

    private HostNotes() {}

    /** Says of a port that the system may assign to a client where else that is so. */
    static List<String> ofDynamicPort(HostStack stack, Protocol protocol, int port) {
        if (!stack.isDynamic(protocol, port)) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        StringJoiner ranges = new StringJoiner(", ");
        stack.dynamic(protocol).forEach(range -> ranges.add(range.toString()));
        notes.add("The port lies in the dynamic range " + ranges + ", from which the OS assigns ports to clients.");
        StringJoiner stacks = new StringJoiner("; ");
        for (StackProfile profile : StackProfile.assigning(protocol, port)) {
            if (profile != StackProfile.IANA) {
                stacks.add(profile.title());
            }
        }
        if (stacks.length() > 0) {
            notes.add("By default " + port + " is dynamic on " + stacks + ".");
        }
        return notes;
    }

    /** Says how to look on Windows, which may hold a port of its Linux unseen, if {@code /proc/version} tells of it. */
    static List<String> ofWsl(Path version, int port) {
        try (InputStream in = new FileInputStream(version.toFile())) {
            String text = new String(in.readNBytes(LONGEST_VERSION), StandardCharsets.ISO_8859_1);
            return text.toLowerCase(Locale.ROOT).contains("microsoft")
                    ? List.of("This is WSL: Windows may hold the port. On Windows run 'netstat -ano | findstr :" + port
                            + "' and 'netsh int ipv4 show excludedportrange protocol=tcp'.")
                    : List.of();
        } catch (IOException notLinux) {
            return List.of();
        }
    }
}
