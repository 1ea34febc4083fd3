package dev.freeport.diagnosis;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The Windows Subsystem for Linux, whose ports Windows may have without that anything here shows it. */
final class WslNote {
    private static final int LONGEST = 4096;

    private WslNote() {}

    /** Says how to look on Windows, if this is WSL by what {@code /proc/version} says. */
    static Optional<String> note(Path version, int port) {
        try (InputStream in = new FileInputStream(version.toFile())) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
            return text.toLowerCase(Locale.ROOT).contains("microsoft")
                    ? Optional.of("This is WSL, where Windows may have the port: see there 'netstat -ano | findstr :"
                            + port + "' and 'netsh int ipv4 show excludedportrange protocol=tcp'.")
                    : Optional.empty();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
