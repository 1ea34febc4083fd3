package dev.freeport.stack;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The names that the services file gives to ports: services(5), on Windows {@code drivers\etc\services}. It reserves
 * nothing, as no stack looks there before it lends a port; but a server on a listed port confuses people.
 */
public final class ServicesFile {
    private final BitSet tcp = new BitSet();
    private final BitSet udp = new BitSet();
    private final Map<Integer, String> names = new HashMap<>();

    private ServicesFile() {}

    /**
     * Returns the services file of this system, read at the first call and kept.
     *
     * @return the names; none if the file is absent or cannot be read
     */
    public static ServicesFile ofThisSystem() {
        return OfThisSystem.FILE;
    }

    static ServicesFile read(File file) {
        ServicesFile services = new ServicesFile();
        try (InputStream in = new FileInputStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            for (int start = 0, end; start < text.length(); start = end + 1) {
                end = text.indexOf('\n', start);
                end = end < 0 ? text.length() : end;
                services.add(text.substring(start, end));
            }
        } catch (IOException absent) {
            return services;
        }
        return services;
    }

    /**
     * Returns the name of a port.
     *
     * @param protocol the protocol
     * @param port the port, 1 to 65535
     * @return such as {@code http}
     */
    public Optional<String> name(Protocol protocol, int port) {
        return Optional.ofNullable(names.get(key(protocol, port)));
    }

    /** Returns the ports that have a name. */
    BitSet ports(Protocol protocol) {
        return protocol == Protocol.TCP ? tcp : udp;
    }

    /** Adds a line such as {@code http 80/tcp www # web}; lines that are none are passed over. */
    private void add(String line) {
        int slash = line.indexOf('/');
        int comment = line.indexOf('#');
        if (slash < 0 || comment >= 0 && comment < slash) {
            return;
        }
        int digits = slash;
        while (digits > 0 && line.charAt(digits - 1) >= '0' && line.charAt(digits - 1) <= '9') {
            digits--;
        }
        boolean isTcp = line.startsWith("tcp", slash + 1);
        int nameEnd = nameEnd(line);
        if (digits == slash
                || slash - digits > 5
                || digits <= nameEnd
                || !isTcp && !line.startsWith("udp", slash + 1)) {
            return;
        }
        int port = Integer.parseInt(line.substring(digits, slash));
        if (port >= 1 && port <= PortRange.HIGHEST_PORT) {
            (isTcp ? tcp : udp).set(port);
            names.putIfAbsent(key(isTcp ? Protocol.TCP : Protocol.UDP, port), line.substring(0, nameEnd));
        }
    }

    private static int nameEnd(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) > ' ') {
            end++;
        }
        return end;
    }

    private static int key(Protocol protocol, int port) {
        return protocol == Protocol.TCP ? port : port + (1 << 16);
    }

    private static final class OfThisSystem {
        static final ServicesFile FILE = read(path());

        private static File path() {
            if (System.getProperty("os.name", "").startsWith("Windows")) {
                String root = System.getenv("SystemRoot");
                return new File(root == null ? "C:\\Windows" : root, "System32\\drivers\\etc\\services");
            }
            return new File("/etc/services");
        }
    }
}
