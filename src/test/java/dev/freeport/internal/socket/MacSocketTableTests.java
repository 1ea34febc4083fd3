package dev.freeport.internal.socket;

import static dev.freeport.condition.Prerequisite.LSOF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.internal.os.LibProc;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The sockets of macOS, from bytes put together by hand after sys/proc_info.h of XNU. */
class MacSocketTableTests {
    private static final String LOOPBACK = "00".repeat(12) + "7f000001";
    private static final String ANY6 = "00".repeat(16);

    /** By pid; a process without an entry hides its descriptors. */
    private final Map<Integer, List<ByteBuffer>> processes = new TreeMap<>(Map.of(
            10, List.of(tcp(1, 1, LOOPBACK, 8080, 0), tcp(2, 4, LOOPBACK, 8080, 50000), unix()),
            11, List.of(tcp(1, 1, LOOPBACK, 8080, 0), tcp(3, 4, LOOPBACK, 50000, 8080)),
            12, List.of(tcp(4, 0, LOOPBACK, 9090, 0), tcp(5, 0, LOOPBACK, 0, 0), udp(6, 53, 0), udp(7, 5353, 53)),
            13, List.of(six(8, 8080))));

    @Test
    void joinsTheDescriptorsOfASocket() {
        Snapshot snapshot = table().read(Protocol.TCP, 8080);

        assertThat(snapshot.notes()).isEmpty();
        assertThat(snapshot.sockets())
                .extracting(row -> row + " " + pids(row))
                .containsExactly(
                        "LISTEN on 127.0.0.1:8080 [10, 11]",
                        "ESTABLISHED 127.0.0.1:8080 -> 127.0.0.1:50000 [10]",
                        "LISTEN on [::]:8080 [13]");
    }

    @Test
    void showsASocketThatIsOnlyBound() {
        assertThat(table().read(Protocol.TCP, 9090).sockets()).isEmpty();
        assertThat(table().readBound(9090).sockets())
                .extracting(row -> row + " " + pids(row))
                .containsExactly("BOUND to 127.0.0.1:9090 [12]");
        assertThat(table().readBound(8080)).isEqualTo(new Snapshot(List.of(), List.of()));
    }

    @Test
    void readsUdp() {
        assertThat(table().read(Protocol.UDP, 53).sockets()).singleElement().hasToString("UDP on 127.0.0.1:53");
        assertThat(table().read(Protocol.UDP, 5353).sockets())
                .singleElement()
                .hasToString("UDP 127.0.0.1:5353 -> 127.0.0.1:53");
    }

    @Test
    void listsServers() {
        assertThat(table().readServers().sockets())
                .extracting(SocketInfo::toString)
                .containsExactly("LISTEN on 127.0.0.1:8080", "UDP on 127.0.0.1:53", "LISTEN on [::]:8080");
    }

    @Test
    void saysHowManyProcessesHideTheirsIfNothingIsFound() {
        processes.put(14, null);

        assertThat(table().read(Protocol.TCP, 8080).notes()).isEmpty();
        assertThat(table().read(Protocol.TCP, 7070))
                .isEqualTo(new Snapshot(
                        List.of(),
                        List.of("The open files of 1 processes are not readable for this user; 'sudo lsof -nP -i' shows"
                                + " them.")));
    }

    @Test
    void takesAShortAnswerForNone() {
        assertThat(LibprocSocket.parse(ByteBuffer.allocate(347))).isEmpty();
    }

    @Test
    void asksLsofIfThereIsNoNativeAccess() {
        String recorded = """
                p10
                u501
                f5
                tIPv4
                d0x1a2b
                PTCP
                n127.0.0.1:8080
                TST=LISTEN
                TQR=0
                f6
                tIPv6
                d0x1a2c
                PTCP
                n[::1]:8080->[::1]:50000
                TST=FIN_WAIT_2
                p11
                u501
                f5
                tIPv4
                d0x1a2b
                PTCP
                n127.0.0.1:8080
                TST=LISTEN
                f7
                tIPv6
                d0x1a2d
                PTCP
                n*:8080
                TST=CLOSED
                f8
                tIPv4
                d0x1a2e
                PTCP
                n127.0.0.1:50000->127.0.0.1:8080
                TST=ESTABLISHED
                f9
                tIPv4
                d0x1a2f
                PTCP
                nno PCB
                """;
        SocketTable table =
                new MacSocketTable(noLibrary(), (command, deadline) -> recorded, MacSocketTableTests::facts);

        assertThat(table.read(Protocol.TCP, 8080).sockets())
                .extracting(row -> row + " " + pids(row) + " " + row.uid())
                .containsExactly(
                        "LISTEN on 127.0.0.1:8080 [10, 11] OptionalLong[501]",
                        "FIN_WAIT2 [::1]:8080 -> [::1]:50000 [10] OptionalLong[501]");
        assertThat(table.readBound(8080).sockets())
                .extracting(row -> row + " " + pids(row))
                .containsExactly("BOUND to [::]:8080 [11]");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no lsof")
    @EnabledIfAvailable(LSOF)
    void asksTheRealLsof() throws IOException {
        SocketTable table = new MacSocketTable(noLibrary(), TimedCommand.SYSTEM, MacSocketTableTests::facts);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            long self = ProcessHandle.current().pid();

            assertThat(table.read(Protocol.TCP, server.getLocalPort()).sockets())
                    .filteredOn(SocketInfo::serves)
                    .extracting(row -> row + " " + pids(row))
                    .containsExactly("LISTEN on 127.0.0.1:" + server.getLocalPort() + " [" + self + "]");
            assertThat(table.read(Protocol.TCP, client.getLocalPort()).sockets())
                    .extracting(row -> row + " " + pids(row))
                    .containsExactly("ESTABLISHED 127.0.0.1:" + client.getLocalPort() + " -> 127.0.0.1:"
                            + server.getLocalPort() + " [" + self + "]");
            assertThat(table.readServers().sockets())
                    .extracting(row -> row.local().getPort())
                    .contains(server.getLocalPort());
        }
        assertThat(table.read(Protocol.TCP, 1))
                .isEqualTo(
                        new Snapshot(
                                List.of(),
                                List.of(
                                        "Only processes of this user were searched, with lsof; 'sudo lsof -nP -i' shows all.")));
    }

    @Test
    void looksIntoTheSuspectsEvenIfThereIsNoTime() {
        // a look at the clock at the start, then one before each process that is not likely
        SocketTable table = table().within(new TickingClock().in(1), List.of(11L));

        assertThat(table.read(Protocol.TCP, 8080).sockets())
                .extracting(row -> row + " " + pids(row))
                .containsExactly("LISTEN on 127.0.0.1:8080 [11]");
        assertThat(table().within(new TickingClock().in(1), List.of(11L)).read(Protocol.TCP, 8080))
                .satisfies(read -> assertThat(read.isCutShort()).isTrue())
                .extracting(Snapshot::notes)
                .isEqualTo(List.of("Only 1 of 4 processes were searched within 1 ms, likely owners first; others"
                        + " may have the port open too."));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sleep")
    void killsLsofWhenTheTimeIsOver() {
        TimedCommand slow = (command, deadline) -> TimedCommand.SYSTEM.run(List.of("sleep", "60"), deadline);

        assertThat(new MacSocketTable(noLibrary(), slow, MacSocketTableTests::facts)
                        .within(Deadline.in(Duration.ofMillis(50)), List.of())
                        .read(Protocol.TCP, 80)
                        .notes())
                .singleElement()
                .asString()
                .matches(
                        "The owners of ports cannot be read: JNA is not on the class path, and sleep 60 did not end within"
                                + " [0-9]+ ms\\.");
    }

    @Test
    void saysSoIfNothingCanBeAsked() {
        TimedCommand none = (command, deadline) -> {
            throw new IOException("lsof cannot be started");
        };

        assertThat(new MacSocketTable(noLibrary(), none, MacSocketTableTests::facts)
                        .readBound(80)
                        .notes())
                .containsExactly("The owners of ports cannot be read: JNA is not on the class path, and lsof cannot be"
                        + " started.");
    }

    private SocketTable table() {
        LibProc library = new LibProc() {
            @Override
            public List<Integer> pids() {
                return List.copyOf(processes.keySet());
            }

            @Override
            public Optional<List<Integer>> sockets(int pid) {
                List<ByteBuffer> sockets = processes.get(pid);
                return Optional.ofNullable(sockets)
                        .map(all -> IntStream.range(0, all.size() + 1).boxed().toList());
            }

            @Override
            public Optional<ByteBuffer> socket(int pid, int descriptor) {
                List<ByteBuffer> sockets = Objects.requireNonNull(processes.get(pid));
                return descriptor < sockets.size() ? Optional.of(sockets.get(descriptor)) : Optional.empty();
            }
        };
        return new MacSocketTable(library, (command, deadline) -> "", MacSocketTableTests::facts);
    }

    private static LibProc noLibrary() {
        return new LibProc() {
            @Override
            public List<Integer> pids() throws IOException {
                throw new IOException("JNA is not on the class path");
            }

            @Override
            public Optional<List<Integer>> sockets(int pid) {
                return Optional.empty();
            }

            @Override
            public Optional<ByteBuffer> socket(int pid, int descriptor) {
                return Optional.empty();
            }
        };
    }

    private static OwnerProcess facts(long pid) {
        return new ProcessDetails(pid, "shop", "build", Optional.empty());
    }

    private static List<Long> pids(SocketInfo row) {
        return row.owners().stream().map(OwnerProcess::pid).toList();
    }

    private static ByteBuffer tcp(long identity, int state, String address, int port, int remotePort) {
        return socket(identity, 2, 6, 1, address, port, remotePort).putInt(344, state);
    }

    private static ByteBuffer six(long identity, int port) {
        return socket(identity, 2, 6, 3, ANY6, port, 0).putInt(344, 1);
    }

    private static ByteBuffer udp(long identity, int port, int remotePort) {
        return socket(identity, 1, 17, 1, LOOPBACK, port, remotePort);
    }

    private static ByteBuffer unix() {
        return socket(9, 3, 0, 0, LOOPBACK, 8080, 0);
    }

    private static ByteBuffer socket(
            long identity, int kind, int protocol, int versions, String address, int port, int remotePort) {
        ByteBuffer info = ByteBuffer.allocate(792).order(ByteOrder.nativeOrder());
        info.putLong(160, identity).putInt(180, protocol).putInt(256, kind);
        info.put(264, (byte) (remotePort >> 8)).put(265, (byte) remotePort);
        info.put(268, (byte) (port >> 8)).put(269, (byte) port);
        info.put(288, (byte) versions);
        byte[] bytes = HexFormat.of().parseHex(address);
        info.put(296, bytes);
        info.put(312, bytes);
        return info;
    }
}
