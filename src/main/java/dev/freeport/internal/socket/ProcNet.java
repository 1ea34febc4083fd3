package dev.freeport.internal.socket;

import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.process.ProcFile;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.StringTokenizer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files {@code tcp}, {@code tcp6}, {@code udp} and {@code udp6} of {@code /proc/self/net}; proc_pid_net(5). They show
 * every socket but TCP sockets that are bound and neither listen nor are connected.
 */
final class ProcNet {
    private static final int BUFFER = 1 << 16;
    private static final int LINES_BETWEEN_DEADLINE_CHECKS = 4096;

    /** Of lines such as {@code TCP: inuse 5 orphan 0 tw 2 alloc 7 mem 1}. */
    private static final Pattern COUNT = Pattern.compile("(?:TCP6?: inuse|tw) ([0-9]+)");

    private final Path directory;

    ProcNet(Path proc) {
        this.directory = proc.resolve("self/net");
    }

    /** Estimates the lines in the tables of TCP without making the kernel write them; 0 if unknown. */
    int countOfTcp() {
        int count = 0;
        try {
            for (String file : List.of("sockstat", "sockstat6")) {
                Matcher counts = COUNT.matcher(ProcFile.read(directory.resolve(file)));
                while (counts.find()) {
                    count += Integer.parseInt(counts.group(1));
                }
            }
        } catch (IOException | NumberFormatException unknown) {
            return 0;
        }
        return count;
    }

    void read(Protocol protocol, int port, Deadline deadline, List<KernelSocket> sockets, ReadingNotes notes) {
        String wanted = String.format(":%04X ", port);
        read(protocol, line -> line.startsWith(wanted, endOfLocalAddress(line)), deadline, sockets, notes);
    }

    void readServers(Protocol protocol, Deadline deadline, List<KernelSocket> sockets, ReadingNotes notes) {
        String wanted = protocol == Protocol.TCP ? " 0A " : " 07 ";
        read(protocol, line -> line.startsWith(wanted, endOfRemoteAddress(line)), deadline, sockets, notes);
    }

    /** Reads all connections of TCP, but for what cannot be read. */
    void readConnected(Deadline deadline, List<KernelSocket> sockets) {
        read(
                Protocol.TCP,
                line -> !line.startsWith(" 0A ", endOfRemoteAddress(line)),
                deadline,
                sockets,
                new ReadingNotes());
    }

    private void read(
            Protocol protocol,
            Predicate<String> which,
            Deadline deadline,
            List<KernelSocket> sockets,
            ReadingNotes notes) {
        for (String family : List.of("", "6")) {
            Path table = directory.resolve(protocol + family);
            try (BufferedReader in = new BufferedReader(
                    new InputStreamReader(new FileInputStream(table.toFile()), StandardCharsets.ISO_8859_1), BUFFER)) {
                in.readLine();
                int lines = 0;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (which.test(line)) {
                        sockets.add(parse(protocol, line));
                    }
                    if (++lines % LINES_BETWEEN_DEADLINE_CHECKS != 0) {
                        continue;
                    }
                    deadline.step();
                    if (deadline.isOver()) {
                        notes.addCutShort(String.format(
                                Locale.ROOT, "Only %,d lines of %s could be read within %s.", lines, table, deadline));
                        break;
                    }
                }
            } catch (FileNotFoundException absent) {
                if (family.isEmpty()) {
                    notes.add(table + " is not readable, so its sockets are unknown.");
                }
            } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
                notes.add(table + " could not be read: " + broken.getMessage());
            }
        }
    }

    /** Looks at the few characters that decide, as a table may have 100,000 lines: {@code 12: 0100007F:1F90 ...}. */
    private static int endOfLocalAddress(String line) {
        return line.indexOf(':', line.indexOf(':') + 1);
    }

    /** The port in front of the state has four digits. */
    private static int endOfRemoteAddress(String line) {
        return line.indexOf(':', endOfLocalAddress(line) + 1) + 5;
    }

    /** {@code 12: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 1000 0 4242 ...}. */
    private static KernelSocket parse(Protocol protocol, String line) throws IOException {
        try {
            return parse(protocol, new StringTokenizer(line));
        } catch (NoSuchElementException cutOff) {
            throw new IOException("a line says '" + line + "'", cutOff);
        }
    }

    private static KernelSocket parse(Protocol protocol, StringTokenizer fields) throws IOException {
        fields.nextToken();
        InetSocketAddress local = address(fields.nextToken());
        InetSocketAddress remote = address(fields.nextToken());
        SocketState state = KernelSocket.state(protocol, Integer.parseInt(fields.nextToken(), 16));
        fields.nextToken();
        long left = millisLeft(fields.nextToken());
        fields.nextToken();
        long uid = Long.parseLong(fields.nextToken());
        fields.nextToken();
        return new KernelSocket(protocol, local, remote, state, uid, Long.parseLong(fields.nextToken()), left);
    }

    /** Parses {@code 03:000017A0}: a timer, and how many hundredths of a second it has left. */
    private static long millisLeft(String timer) {
        int colon = timer.indexOf(':');
        return Integer.parseInt(timer.substring(0, colon), 16) == KernelSocket.TIME_WAIT_TIMER
                ? 10 * Long.parseLong(timer.substring(colon + 1), 16)
                : 0;
    }

    /** Parses {@code 0100007F:1F90}: groups of four bytes in the order of the host, then the port in hexadecimal. */
    static InetSocketAddress address(String text) throws UnknownHostException {
        int colon = text.indexOf(':');
        ByteBuffer bytes = ByteBuffer.allocate(colon / 2).order(ByteOrder.nativeOrder());
        for (int group = 0; group < colon; group += 8) {
            bytes.putInt(Integer.parseUnsignedInt(text.substring(group, group + 8), 16));
        }
        return new InetSocketAddress(
                InetAddress.getByAddress(bytes.array()), Integer.parseInt(text.substring(colon + 1), 16));
    }
}
