package dev.freeport.internal.pool;

import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;

/**
 * The names of ports in the services file: services(5), on Windows {@code drivers\etc\services}. It reserves nothing, as no
 * stack reads it before it assigns a port; but a server on a listed port confuses people.
 */
public final class ServicesFile {
    private static final int LONGEST = 1 << 22;

    private final String text;
    private final BitSet tcp = new BitSet();
    private final BitSet udp = new BitSet();

    private ServicesFile(String text) {
        this.text = text;
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
            int port = portBefore(slash);
            if (port > 0) {
                (text.startsWith("tcp", slash + 1) ? tcp : udp).set(port);
            }
        }
    }

    /** Returns the names of this system, read at the first call; none if the file cannot be read. */
    public static ServicesFile ofThisSystem() {
        return OfThisSystem.FILE;
    }

    static ServicesFile read(File file) {
        try (InputStream in = new FileInputStream(file)) {
            return new ServicesFile(new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1));
        } catch (IOException absent) {
            return new ServicesFile("");
        }
    }

    public Optional<String> name(Protocol protocol, int port) {
        if (!ports(protocol).get(port)) {
            return Optional.empty();
        }
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
            if (text.startsWith(protocol.toString(), slash + 1) && portBefore(slash) == port) {
                int start = text.lastIndexOf('\n', slash) + 1;
                return Optional.of(text.substring(start, nameEnd(start)));
            }
        }
        return Optional.empty();
    }

    BitSet ports(Protocol protocol) {
        return protocol == Protocol.TCP ? tcp : udp;
    }

    /** Returns the port of a line such as {@code http 80/tcp www # web}, given where its slash is; 0 if it is none. */
    private int portBefore(int slash) {
        if (!text.startsWith("tcp", slash + 1) && !text.startsWith("udp", slash + 1)) {
            return 0;
        }
        int digits = slash;
        while (digits > 0 && text.charAt(digits - 1) >= '0' && text.charAt(digits - 1) <= '9') {
            digits--;
        }
        int name = digits;
        while (name > 0 && text.charAt(name - 1) != '\n') {
            name--;
            if (text.charAt(name) == '#') {
                return 0;
            }
        }
        if (digits == slash
                || slash - digits > 5
                || digits == name
                || text.charAt(digits - 1) > ' '
                || nameEnd(name) == name) {
            return 0;
        }
        int port = Integer.parseInt(text.substring(digits, slash));
        return port <= PortRange.HIGHEST_PORT ? port : 0;
    }

    private int nameEnd(int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) > ' ') {
            end++;
        }
        return end;
    }

    private static final class OfThisSystem {
        static final ServicesFile FILE = read(path());

        private static File path() {
            if (OperatingSystem.WINDOWS.isCurrent()) {
                String root = System.getenv("SystemRoot");
                return new File(root == null ? "C:\\Windows" : root, "System32\\drivers\\etc\\services");
            }
            return new File("/etc/services");
        }
    }
}
