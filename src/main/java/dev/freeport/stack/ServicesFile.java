package dev.freeport.stack;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;

/** The names that services(5) gives to ports. It reserves nothing, but a server on a listed port confuses people. */
final class ServicesFile {
    static final Path LINUX = Path.of("/etc/services");

    private ServicesFile() {}

    /** Returns the TCP ports that have a name; none where the file is absent or cannot be read. */
    static BitSet tcpPorts(Path file) {
        BitSet ports = new BitSet();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new FileInputStream(file.toFile()), StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int port = tcpPort(line);
                if (port > 0) {
                    ports.set(port);
                }
            }
        } catch (IOException absent) {
            return ports;
        }
        return ports;
    }

    /** Returns the port of a line such as {@code http 80/tcp www # web}, 0 if it names no TCP port. */
    private static int tcpPort(String line) {
        int slash = line.indexOf("/tcp");
        int comment = line.indexOf('#');
        if (slash < 0 || comment >= 0 && comment < slash) {
            return 0;
        }
        int digits = slash;
        while (digits > 0 && Character.isDigit(line.charAt(digits - 1))) {
            digits--;
        }
        if (digits == slash || slash - digits > 5) {
            return 0;
        }
        int port = Integer.parseInt(line.substring(digits, slash));
        return port <= PortRange.HIGHEST_PORT ? port : 0;
    }
}
