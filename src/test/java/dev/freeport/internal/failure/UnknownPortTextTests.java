package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.Diagnoses;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketRow;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is said of a failed bind whose port nobody names, whole. */
class UnknownPortTextTests {
    private static final long SELF = ProcessHandle.current().pid();
    private static final List<PortRange> DYNAMIC = List.of(new PortRange(32768, 60999));
    private static final HostStack STACK = HostStacks.of(StackProfile.LINUX, DYNAMIC, DYNAMIC, List.of(), 1024, "test");
    private static final OwnerProcess SHOP = process(4711, "java -jar shop.jar");
    private static final OwnerProcess HERE = process(SELF, "java ShopTests");

    private final List<SocketInfo> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<PortDiagnosis> own = new ArrayList<>();

    @Test
    void withThoseWhoListen() {
        listens("0.0.0.0", 9090, HERE);
        listens("::1", 8080, SHOP);
        listens("127.0.0.1", 631);
        notes.add("User root (0) opened the socket.");

        assertThat(said(BindErrorKind.IN_USE)).isEqualTo(here("""
                        A port is taken, and the failure does not name it.
                          listening   127.0.0.1:631, owner not found
                          listening   [::1]:8080, pid 4711 java -jar shop.jar
                          listening   0.0.0.0:9090, this JVM (pid %d) java ShopTests
                          note        User root (0) opened the socket.
                          cause       probably: the port is one of those above, or that of a client's connection, if it lies \
                        in 32768-60999, from which the OS assigns ports to clients; or the port has been released since
                          what to do  Find out which port the server was to bind; FreePorts.explain(port) names its owner.""".formatted(SELF)));
    }

    @Test
    void withNobodyWhoListensNorAReason() {
        assertThat(said(BindErrorKind.UNKNOWN)).isEqualTo(here("""
                        A port could not be bound, and the failure does not name it.
                          cause       probably: the port is that of a client's connection, if it lies in 32768-60999, from \
                        which the OS assigns ports to clients; or the port has been released since; or the port is below \
                        1024, which needs privileges here
                          what to do  Find out which port the server was to bind; FreePorts.explain(port) names its owner."""));
    }

    @Test
    void withManyWhoListen() {
        for (int port = 8001; port <= 8014; port++) {
            listens("0.0.0.0", port, SHOP);
        }

        assertThat(said(BindErrorKind.IN_USE))
                .contains(here("8012, pid 4711 java -jar shop.jar\n              and 2 more\n"))
                .doesNotContain("8013");
    }

    @Test
    void withPortsOfTheTest() {
        own(20000, Cause.OWN_GUARD, "field 'a'");
        own(20001, Cause.OWN_LISTENER, "field 'b'");
        own(20002, Cause.CLOSED, "field 'c'");
        own(20003, Cause.OCCUPIED, "field 'd'");
        own(20004, Cause.LISTENER, "field 'e'", SHOP);
        listens("0.0.0.0", 20001, HERE);
        listens("0.0.0.0", 8080, SHOP);

        assertThat(said(BindErrorKind.UNKNOWN)).isEqualTo(here("""
                        Nothing but this test uses its ports now, and the failure does not name the port.
                          reserved    20000 for field 'a'
                          reserved    20001 for field 'b', on which this JVM listens
                          reserved    20002 for field 'c', which is reserved as closed
                          reserved    20003 for field 'd', which is occupied on purpose
                          reserved    20004 for field 'e', on which pid 4711 listens
                          listening   0.0.0.0:8080, pid 4711 java -jar shop.jar
                          cause       probably: a second server was to bind one that is in use; or another program, or this test itself, \
                        held one of these and has released it since; or the failed bind was for another port, one of those that listen, or \
                        that of a client's connection, if it lies in 32768-60999, from which the OS assigns ports to clients, or \
                        for UDP; or the server binds without SO_REUSEADDR, which a guard socket does not allow; or the port is \
                        below 1024, which needs privileges here
                          what to do  Find out which port the server was to bind. If it is OURS, close the server there, or \
                        reserve another port for the second server. If it is another one of these, check what the test closes \
                        before it fails. For a server without SO_REUSEADDR set freeport.guard-socket=off, or \
                        @FreePort(guardSocket = FreePort.GuardSocket.OFF).""".replace("OURS", "20001 or 20002 or 20003")));
    }

    @Test
    void thatMayBeThatOfTheTestOrAnother() {
        own(20000, Cause.OWN_LISTENER, "field 'a'");
        listens("0.0.0.0", 20000, HERE);
        assertThat(UnknownPortText.orAnother(own, table())).isEmpty();

        listens("0.0.0.0", 8080, SHOP);
        assertThat(UnknownPortText.orAnother(own, table())).isEqualTo(here("""

                        The failure does not name the port. If it was another one, its owner may be one of these:
                          listening   0.0.0.0:8080, pid 4711 java -jar shop.jar"""));
    }

    @Test
    void withoutPermission() {
        own(20000, Cause.OWN_GUARD, "field 'a'");

        assertThat(said(BindErrorKind.NOT_PERMITTED)).isEqualTo(here("""
                        The system does not permit this JVM to bind a port; the failure does not name it.
                          reserved    20000 for field 'a'
                          cause       probably: the port is below 1024 and needs privileges that this JVM lacks; or a policy \
                        such as SELinux, Landlock or a sandbox forbids the bind
                          evidence    this JVM may not bind port 1 either
                          what to do  Use a port from 1024 on."""));
    }

    @Test
    void withoutPermissionThoughPrivileged() {
        assertThat(UnknownPortText.text(BindErrorKind.NOT_PERMITTED, own, table(), STACK, false))
                .isEqualTo(here("""
                        The system does not permit this JVM to bind a port; the failure does not name it.
                          cause       probably: a policy such as SELinux, Landlock or a sandbox forbids the bind
                          evidence    this JVM may bind port 1, so it needs no privileges for ports below 1024
                          what to do  Look for the policy in the audit log or the sandbox profile, or use another port."""));
    }

    @Test
    void withAnAddressThatIsNoneOfThisHost() {
        assertThat(said(BindErrorKind.NO_SUCH_ADDRESS)).isEqualTo(here("""
                        This host does not have the address that could not be bound; the failure does not name it.
                          addresses   %s (of this host)
                          cause       the address is not one of this host; the port does not matter
                          what to do  Bind one of this host's addresses, or all of them.""".formatted(AddressText.ofThisHost())));
    }

    private String said(BindErrorKind reason) {
        return UnknownPortText.text(reason, own, table(), STACK, true);
    }

    private static String here(String text) {
        return text.replace("\n", System.lineSeparator());
    }

    private void listens(String address, int port, OwnerProcess... owners) {
        rows.add(new SocketRow(
                Protocol.TCP,
                new InetSocketAddress(address, port),
                new InetSocketAddress(0),
                SocketState.LISTEN,
                true,
                OptionalLong.empty(),
                List.of(owners)));
    }

    private void own(int port, Cause cause, String purpose, OwnerProcess... owners) {
        own.add(Diagnoses.of(
                BindAttempt.of(Protocol.TCP, port),
                cause,
                Optional.of(new PortDiagnosis.ReservedBy(SELF, purpose, Instant.EPOCH)),
                List.of(owners)));
    }

    private static OwnerProcess process(long pid, String command) {
        return new ProcessDetails(pid, command, "build", Optional.empty());
    }

    private SocketTable table() {
        return new SocketTable() {
            @Override
            public Snapshot read(Protocol protocol, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Snapshot readBound(int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Snapshot readServers() {
                return new Snapshot(rows, notes);
            }
        };
    }
}
