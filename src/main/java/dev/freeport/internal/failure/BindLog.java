package dev.freeport.internal.failure;

import dev.freeport.internal.os.OperatingSystem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of all binds of a JVM. "Address already in use" does not name the port, nor does the JDK afterwards; but on
 * Linux its support for the Sockets Direct Protocol can log all binds and connects, if it is told so before the first.
 */
public record BindLog(Path file) {
    /** The property of the JDK that names the file with the rules for the protocol. */
    public static final String RULES = "com.sun.sdp.conf";

    /** The property of the JDK that names the log. */
    public static final String LOG = "com.sun.sdp.debug";

    /** For an address of documentation, so that no connection uses the protocol. */
    public static final String RULE = "bind 192.0.2.1 1\n";

    private static final Pattern BIND = Pattern.compile("BIND to .*:([0-9]+) \\(.*");

    /** How many ports are worth the search for their owners. */
    private static final int MOST = 8;

    /** So much of the end of the log is read. */
    private static final int END = 65_536;

    /** Lets this JVM write its log from its first bind or connect on, which must be still to come. Never throws. */
    public static void start() {
        if (!OperatingSystem.LINUX.isCurrent() || System.getProperty(RULES) != null) {
            return;
        }
        try {
            Path rules = Files.createTempFile("freeport-rules", ".txt");
            Path log = Files.createTempFile("freeport-binds", ".log");
            rules.toFile().deleteOnExit();
            log.toFile().deleteOnExit();
            Files.writeString(rules, RULE);
            System.setProperty(LOG, log.toString());
            System.setProperty(RULES, rules.toString());
        } catch (IOException | RuntimeException noFile) {
            // failures are explained without the log
            return;
        }
    }

    /** Tells whether this JVM writes a log, of Freeport's or of its own. */
    static boolean isOn() {
        return System.getProperty(LOG) != null && System.getProperty(RULES) != null;
    }

    /** Returns the ports of the last binds of this JVM, the latest first; none where it writes no log. */
    static List<Integer> lastPortsOfThisJvm() {
        String log = System.getProperty(LOG);
        return log == null || log.isEmpty() || System.getProperty(RULES) == null
                ? List.of()
                : new BindLog(Path.of(log)).lastPorts();
    }

    /** {@return the ports of the last binds, the latest first; none where there is no log} */
    public List<Integer> lastPorts() {
        List<String> lines = new ArrayList<>(end().lines().toList());
        Collections.reverse(lines);
        Set<Integer> ports = new LinkedHashSet<>();
        for (String line : lines) {
            Matcher bind = BIND.matcher(line);
            if (bind.matches() && !bind.group(1).equals("0") && ports.size() < MOST) {
                ports.add(Integer.valueOf(bind.group(1)));
            }
        }
        return List.copyOf(ports);
    }

    private String end() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] read = new byte[(int) Math.min(END, log.length())];
            log.seek(log.length() - read.length);
            log.readFully(read);
            return new String(read, StandardCharsets.UTF_8);
        } catch (IOException noLog) {
            return "";
        }
    }
}
