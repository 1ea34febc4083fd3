package dev.freeport.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.os.IpHelper;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The tables of Windows, from bytes put together by hand after tcpmib.h and udpmib.h. */
class WindowsSocketTableTests {
    private static final String ANY = "00000000";
    private static final String ANY6 = "00".repeat(16);
    private static final String PORT_8080 = "1f90cdcd"; // only the first half counts
    private static final String NO_PORT = "00000000";

    private static final String TCP = "04000000"
            + row("02000000", ANY, PORT_8080, ANY, "dead0000", "d2040000") // pid 1234 listens
            + row("05000000", "7f000001", PORT_8080, "0a000001", "c3500000", "d2040000")
            + row("0b000000", "7f000001", PORT_8080, "7f000001", "c3510000", "00000000")
            + row("02000000", ANY, "00500000", ANY, NO_PORT, "04000000");
    private static final String TCP6 =
            "01000000" + row(ANY6, "00000000", PORT_8080, ANY6, "00000000", NO_PORT, "02000000", "d3040000");
    private static final String UDP = "01000000" + row("7f000001", "00350000", "d2040000");
    private static final String UDP6 = "01000000" + row("00".repeat(15) + "01", "00000000", "00350000", "d2040000");

    private final List<String> commands = new ArrayList<>();

    @Test
    void readsServersAndConnections() {
        Snapshot snapshot = table(running(1234L, 1235L)).read(Protocol.TCP, 8080);

        assertThat(snapshot.notes()).isEmpty();
        assertThat(snapshot.sockets())
                .extracting(row -> row + " " + pids(row) + " " + row.owned())
                .containsExactly(
                        "LISTEN on 0.0.0.0:8080 [1234] true",
                        "ESTABLISHED 127.0.0.1:8080 -> 10.0.0.1:50000 [1234] true",
                        "TIME_WAIT 127.0.0.1:8080 -> 127.0.0.1:50001 [] false",
                        "LISTEN on [::]:8080 [1235] true");
    }

    @Test
    void readsUdp() {
        assertThat(table(running(1234L)).read(Protocol.UDP, 53).sockets())
                .extracting(row -> row + " " + pids(row))
                .containsExactly("UDP on 127.0.0.1:53 [1234]", "UDP on [::1]:53 [1234]");
    }

    @Test
    void listsServers() {
        assertThat(table(running(1234L, 1235L)).readServers().sockets())
                .extracting(SocketInfo::toString)
                .containsExactly(
                        "LISTEN on 0.0.0.0:8080",
                        "LISTEN on 0.0.0.0:80",
                        "LISTEN on [::]:8080",
                        "UDP on 127.0.0.1:53",
                        "UDP on [::1]:53");
    }

    @Test
    void saysWhatTheKernelIs() {
        assertThat(table(running()).read(Protocol.TCP, 80)).satisfies(snapshot -> {
            assertThat(snapshot.notes()).isEmpty();
            assertThat(snapshot.owners(SocketInfo::serves)).singleElement().satisfies(owner -> {
                assertThat(owner.kind()).isEqualTo(OwnerKind.KERNEL);
                assertThat(owner.command()).isEqualTo("[System: the kernel, for http.sys, SMB and the like]");
            });
        });
    }

    @Test
    void saysThatAnOwnerHasEnded() {
        assertThat(table(running(1234L)).read(Protocol.TCP, 8080).notes())
                .containsExactly("Process 1235, which opened the socket, has ended; a process that it started may"
                        + " have inherited the socket.");
    }

    @Test
    void namesTheChildrenOfAnOwnerThatHasEnded() {
        Snapshot snapshot =
                table(Map.of(1234L, 1L, 77L, 1235L, 99L, 1235L, 5L, 99L)).read(Protocol.TCP, 8080);

        assertThat(snapshot.notes())
                .containsExactly("Process 1235, which opened the socket, has ended; a process that it started (now: 77,"
                        + " 99) may have inherited the socket.");
        assertThat(snapshot.sockets())
                .filteredOn(row -> row.local().getAddress() instanceof Inet6Address)
                .singleElement()
                .satisfies(row -> assertThat(pids(row)).containsExactly(77L, 99L));
    }

    @Test
    void believesNoLengthButItsOwn() {
        IpHelper cut = (tcp, family) -> bytes("ff000000" + row("7f000001", "00350000", "d2040000"));

        assertThat(new WindowsSocketTable(cut, noCommand(), () -> running(1234L), WindowsSocketTableTests::facts)
                        .read(Protocol.UDP, 53)
                        .sockets())
                .hasSize(1);
    }

    @Test
    void asksNetstatIfThereIsNoNativeAccess() {
        String german = """

                Aktive Verbindungen

                  Proto  Lokale Adresse         Remoteadresse          Status           PID
                  TCP    0.0.0.0:8080           0.0.0.0:0              ABHÖREN         1234
                  TCP    127.0.0.1:8080         10.0.0.1:50000         HERGESTELLT     1234
                  TCP    127.0.0.1:8080         127.0.0.1:50001        WARTEND         0
                  TCP    [::]:8080              [::]:0                 ABHÖREN         1235
                  TCP    [fe80::1%4]:139        [::]:0                 ABHÖREN         4
                  UDP    0.0.0.0:53             *:*                                    1234
                  UDP    [::1]:53               *:*                                    1234
                """;
        SocketTable table = new WindowsSocketTable(
                noHelper(), answering(german), () -> running(1234L, 1235L), WindowsSocketTableTests::facts);

        assertThat(table.read(Protocol.TCP, 8080).sockets())
                .extracting(row -> row + " " + pids(row) + " " + row.owned())
                .containsExactly(
                        "LISTEN on 0.0.0.0:8080 [1234] true",
                        "ESTABLISHED 127.0.0.1:8080 -> 10.0.0.1:50000 [1234] true",
                        "TIME_WAIT 127.0.0.1:8080 -> 127.0.0.1:50001 [] false",
                        "LISTEN on [::]:8080 [1235] true");
        assertThat(table.read(Protocol.UDP, 53).sockets()).hasSize(2);
        assertThat(commands).containsOnly("netstat -ano");
    }

    @Test
    void givesNetstatTheTimeThatThereIs() {
        List<String> times = new ArrayList<>();
        TimedCommand noting = (command, deadline) -> {
            times.add(deadline.toString());
            return "  UDP    0.0.0.0:53             *:*                                    1234";
        };
        SocketTable table =
                new WindowsSocketTable(noHelper(), noting, () -> running(1234L), WindowsSocketTableTests::facts);

        table.readServers();
        table.within(Deadline.in(Duration.ofMillis(70)), List.of()).readServers();

        assertThat(times).containsExactly("5 s", "70 ms");
    }

    @Test
    void saysSoIfNothingCanBeAsked() {
        assertThat(new WindowsSocketTable(noHelper(), noCommand(), Map::of, WindowsSocketTableTests::facts)
                        .read(Protocol.TCP, 8080))
                .isEqualTo(new Snapshot(
                        List.of(),
                        List.of(
                                "The owners of ports cannot be read: JNA is not on the class path, and netstat -ano cannot be"
                                        + " started.")));
        assertThat(new WindowsSocketTable(noHelper(), answering("TCP x y z 1"), Map::of, WindowsSocketTableTests::facts)
                        .read(Protocol.TCP, 8080)
                        .notes())
                .containsExactly(
                        "The owners of ports cannot be read: JNA is not on the class path, and netstat -ano says"
                                + " 'TCP x y z 1'.");
    }

    private static SocketTable table(Map<Long, Long> running) {
        IpHelper helper = (tcp, family) -> {
            boolean six = family == IpHelper.AF_INET6;
            return bytes(tcp ? (six ? TCP6 : TCP) : (six ? UDP6 : UDP));
        };
        return new WindowsSocketTable(helper, noCommand(), () -> running, WindowsSocketTableTests::facts);
    }

    private static Map<Long, Long> running(long... pids) {
        return LongStream.of(pids).boxed().collect(Collectors.toMap(pid -> pid, pid -> 1L));
    }

    private static OwnerProcess facts(long pid) {
        return new ProcessDetails(pid, "shop.exe", "build", Optional.empty());
    }

    private static List<Long> pids(SocketInfo row) {
        return row.owners().stream().map(OwnerProcess::pid).toList();
    }

    private static String row(String... fields) {
        return String.join("", fields);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static IpHelper noHelper() {
        return (tcp, family) -> {
            throw new IOException("JNA is not on the class path");
        };
    }

    private TimedCommand answering(String text) {
        return (command, deadline) -> {
            commands.add(String.join(" ", command));
            return text;
        };
    }

    private static TimedCommand noCommand() {
        return (command, deadline) -> {
            throw new IOException(String.join(" ", command) + " cannot be started");
        };
    }
}
