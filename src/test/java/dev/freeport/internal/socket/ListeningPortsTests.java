package dev.freeport.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.pool.ServicesFile;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.registry.KernelLockHolder;
import dev.freeport.owner.ListeningPort;
import dev.freeport.owner.ListeningPorts;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortClass;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ListeningPortsTests {
    private static final OwnerProcess SHOP = owner(4711, "java -jar shop.jar");
    private static final OwnerProcess HEIR = owner(4712, "sleep 60");
    private static final HostStack STACK = HostStacks.of(
            StackProfile.LINUX,
            List.of(new PortRange(32768, 60999)),
            List.of(new PortRange(32768, 60999)),
            List.of(),
            1024,
            "test");

    @Test
    void isSortedByPortThenProtocol() {
        ListeningPorts listing = listing(
                row(Protocol.UDP, "0.0.0.0", 5353, SHOP),
                row(Protocol.TCP, "0.0.0.0", 20000, SHOP),
                row(Protocol.TCP, "0.0.0.0", 5353, SHOP),
                row(Protocol.TCP, "0.0.0.0", 30, SHOP));

        assertThat(listing.listeners())
                .extracting(listener -> listener.port() + "/" + listener.protocol())
                .containsExactly("30/tcp", "5353/tcp", "5353/udp", "20000/tcp");
    }

    @Test
    void aServerOnSeveralAddressesIsOneListener() {
        ListeningPorts listing = listing(
                row(Protocol.TCP, "0.0.0.0", 20000, SHOP),
                row(Protocol.TCP, "0.0.0.0", 20000, SHOP),
                row(Protocol.TCP, "::", 20000, SHOP),
                row(Protocol.TCP, "::1", 20000, HEIR));

        assertThat(listing.listeners())
                .extracting(ListeningPort::toString)
                .containsExactly(
                        "tcp 20000 (registered) on 0.0.0.0, [::]: pid 4711, java -jar shop.jar",
                        "tcp 20000 (registered) on [::1]: pid 4712, sleep 60");
    }

    @Test
    void thosePortsHaveAClassWhoseOwnersAreNotSeenToo() {
        ListeningPorts listing = listing(
                row(Protocol.TCP, "127.0.0.1", 443),
                row(Protocol.TCP, "127.0.0.1", 40000, SHOP, HEIR),
                row(Protocol.UDP, "127.0.0.1", 50000),
                row(Protocol.UDP, "127.0.0.1", 65000));

        assertThat(listing.listeners())
                .extracting(listener -> listener.portClass() + " " + listener.isDynamic())
                .containsExactly("system false", "registered true", "dynamic true", "dynamic false");
        assertThat(listing.listeners().get(1))
                .hasToString(
                        "tcp 40000 (registered, in dynamic range) on 127.0.0.1: pid 4711, java -jar shop.jar; pid 4712,"
                                + " sleep 60");
        assertThat(listing.listeners().get(3))
                .hasToString("udp 65000 (dynamic) on 127.0.0.1: a process that is not visible from here");
    }

    @Test
    void isATable() {
        ListeningPorts listing = new ListeningPorts(
                List.of(
                        listener(
                                Protocol.TCP,
                                22,
                                Optional.of("ssh"),
                                List.of(owner(1, "/usr/sbin/sshd -D")),
                                "0.0.0.0",
                                "::"),
                        listener(Protocol.UDP, 53, Optional.of("domain"), List.of(), "127.0.0.53"),
                        listener(
                                Protocol.TCP,
                                40000,
                                Optional.empty(),
                                List.of(SHOP, HEIR),
                                "2001:db8:1:2:3:4:5:6",
                                "2001:db8:1:2:3:4:5:7"),
                        listener(
                                Protocol.TCP,
                                50000,
                                Optional.of("a-service-with-an-endless-name"),
                                List.of(owner(
                                        ProcessHandle.current().pid(),
                                        "/opt/jdk/bin/java -Dx=" + "x".repeat(100) + " com.acme.Shop --port=50000")),
                                "::1")),
                List.of("9 processes are not readable."));

        assertThat(listing).hasToString("""
                PORT       CLASS                         SERVICE           ADDRESSES                           PID      USER     PROCESS
                22/tcp     system                        ssh               0.0.0.0, [::]                       1        build    /usr/sbin/sshd -D
                53/udp     system                        domain            127.0.0.53                          ?        uid 101  not visible from here
                40000/tcp  registered, in dynamic range  -                 [2001:db8:1:2:3:4:5:6], [2001:d...  4711 +1  build    java -jar shop.jar
                50000/tcp  dynamic, in dynamic range     a-service-wit...  [::1]                               SELF     build    (this JVM) java ... XX com.acme.Shop --port=50000
                note: 9 processes are not readable.""".replace("\n", System.lineSeparator())
                .replace(
                        "SELF   ", String.format("%-7d", ProcessHandle.current().pid()))
                .replace("XX", "x".repeat(33)));
    }

    @Test
    void isCutIfItIsEndless() {
        SocketInfo[] rows = new SocketInfo[700];
        Arrays.setAll(rows, i -> row(Protocol.TCP, "127.0.0.1", 10000 + i, SHOP));

        assertThat(listing(rows).toString().lines()).hasSize(502).last().isEqualTo("and 200 more");
    }

    @Test
    void saysWhatCouldNotBeRead() {
        assertThat(ListeningPortsReader.read(
                        table(List.of()), STACK, ServicesFile.ofThisSystem(), KernelLockHolder::isLock))
                .isEqualTo(new ListeningPorts(List.of(), List.of("9 processes are not readable.")));
    }

    @Test
    void leavesOutTheKernelLocksOfReservationsAndCountsThem() {
        SocketInfo first = row(Protocol.UDP, "127.77.79.189", PortPool.KERNEL_LOCKS, SHOP);
        SocketInfo second = row(Protocol.UDP, "127.80.1.1", PortPool.KERNEL_LOCKS, HEIR);
        SocketInfo server = row(Protocol.UDP, "127.0.0.1", PortPool.KERNEL_LOCKS, SHOP);
        SocketInfo tcp = row(Protocol.TCP, "127.77.79.189", PortPool.KERNEL_LOCKS, SHOP);

        ListeningPorts listing = listing(first, second, server, tcp);

        assertThat(listing.listeners())
                .extracting(listener -> listener.protocol() + " " + listener.addresses())
                .containsExactly("tcp [/127.77.79.189]", "udp [/127.0.0.1]");
        assertThat(listing.notes())
                .containsExactly("UDP port 9847 is not listed: 2 kernel locks of Freeport's reservations.");
        assertThat(listing(first).notes())
                .containsExactly("UDP port 9847 is not listed: 1 kernel lock of Freeport's reservations.");
    }

    @Test
    void knowsTheClassesOfRfc6335() {
        assertThat(List.of(PortClass.of(0), PortClass.of(1023))).containsOnly(PortClass.SYSTEM);
        assertThat(List.of(PortClass.of(1024), PortClass.of(49151))).containsOnly(PortClass.REGISTERED);
        assertThat(List.of(PortClass.of(49152), PortClass.of(65535))).containsOnly(PortClass.DYNAMIC);
    }

    private static ListeningPorts listing(SocketInfo... rows) {
        return ListeningPortsReader.read(
                table(List.of(rows)), STACK, ServicesFile.ofThisSystem(), KernelLockHolder::isLock);
    }

    private static SocketTable table(List<SocketInfo> rows) {
        return new SocketTable() {
            @Override
            public Snapshot read(Protocol protocol, int port) {
                return readServers();
            }

            @Override
            public Snapshot readBound(int port) {
                return readServers();
            }

            @Override
            public Snapshot readServers() {
                return new Snapshot(rows, rows.isEmpty() ? List.of("9 processes are not readable.") : List.of());
            }
        };
    }

    private static SocketInfo row(Protocol protocol, String address, int port, OwnerProcess... owners) {
        return new SocketRow(
                protocol,
                new InetSocketAddress(address, port),
                new InetSocketAddress(address, 0),
                protocol == Protocol.TCP ? SocketState.LISTEN : SocketState.BOUND,
                true,
                OptionalLong.of(101),
                List.of(owners));
    }

    private static ListeningPort listener(
            Protocol protocol, int port, Optional<String> service, List<OwnerProcess> owners, String... addresses) {
        List<InetAddress> all = new ArrayList<>();
        for (String address : addresses) {
            all.add(new InetSocketAddress(address, port).getAddress());
        }
        return new ListeningPortsReader.Row(
                protocol,
                port,
                all,
                owners,
                OptionalLong.of(101),
                PortClass.of(port),
                STACK.isDynamic(protocol, port),
                service);
    }

    private static OwnerProcess owner(long pid, String command) {
        return new ProcessDetails(pid, command, "build", Optional.empty());
    }
}
