package dev.freeport.internal.pool;

import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * The names of ports in the services file: services(5), on Windows {@code drivers\etc\services}. It reserves nothing, as no
 * stack reads it before it assigns a port; but a server on a listed port confuses people.
 *
 * <p>It is parsed as bytes, because the interpreter of a fresh JVM takes several times as long for the characters of a text.
 */
public final class ServicesFile {
    private static final int LONGEST = 1 << 22;

    private static final byte[] TCP = {'t', 'c', 'p'};
    private static final byte[] UDP = {'u', 'd', 'p'};

    private final byte[] text;
    private final BitSet tcp = new BitSet();
    private final BitSet udp = new BitSet();

    private ServicesFile(byte[] text) {
        this.text = text;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == '/') {
                boolean isTcp = follows(TCP, at);
                int port = isTcp || follows(UDP, at) ? portBefore(at) : 0;
                if (port > 0) {
                    (isTcp ? tcp : udp).set(port);
                }
            }
        }
    }

    /** Returns the names of this system, read at the first call; none if the file cannot be read. */
    public static ServicesFile ofThisSystem() {
        return OfThisSystem.FILE;
    }

    static ServicesFile read(File file) {
        try (InputStream in = new FileInputStream(file)) {
            return new ServicesFile(in.readNBytes(LONGEST));
        } catch (IOException absent) {
            return new ServicesFile(new byte[0]);
        }
    }

    public Optional<String> name(Protocol protocol, int port) {
        if (!ports(protocol).get(port)) {
            return Optional.empty();
        }
        for (int at = 0; at < text.length; at++) {
            if (text[at] == '/' && follows(protocol == Protocol.TCP ? TCP : UDP, at) && portBefore(at) == port) {
                int start = at;
                while (start > 0 && text[start - 1] != '\n') {
                    start--;
                }
                return Optional.of(new String(text, start, nameEnd(start) - start, StandardCharsets.ISO_8859_1));
            }
        }
        return Optional.empty();
    }

    BitSet ports(Protocol protocol) {
        return protocol == Protocol.TCP ? tcp : udp;
    }

    /** Returns the port of a line such as {@code http 80/tcp www # web}, given where its slash is; 0 if it is none. */
    private int portBefore(int slash) {
        int digits = slash;
        while (digits > 0 && text[digits - 1] >= '0' && text[digits - 1] <= '9') {
            digits--;
        }
        int name = digits;
        while (name > 0 && text[name - 1] != '\n') {
            name--;
            if (text[name] == '#') {
                return 0;
            }
        }
        if (digits == slash
                || slash - digits > 5
                || digits == name
                || !isBlank(text[digits - 1])
                || nameEnd(name) == name) {
            return 0;
        }
        int port = 0;
        for (int at = digits; at < slash; at++) {
            port = port * 10 + text[at] - '0';
        }
        return port <= PortRange.HIGHEST_PORT ? port : 0;
    }

    private int nameEnd(int start) {
        int end = start;
        while (end < text.length && !isBlank(text[end])) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(byte character) {
        return character >= 0 && character <= ' ';
    }

    private boolean follows(byte[] protocol, int slash) {
        return slash + protocol.length < text.length
                && Arrays.equals(text, slash + 1, slash + 1 + protocol.length, protocol, 0, protocol.length);
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
