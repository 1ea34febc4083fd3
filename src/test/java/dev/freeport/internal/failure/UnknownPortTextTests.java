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
import dev.freeport.owner.OwnerKind;
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
    private int connected;

    @Test
    void withThoseWhoListen() {
        listens("::1", 8080, SHOP);
        listens("127.0.0.1", 631);
        notes.add("User root (0) opened the socket.");

        assertThat(said(BindErrorKind.IN_USE)).isEqualTo(here("""
                        A port is taken, and the failure does not name it. Bound at ShopTests.java:31.
                          listening   127.0.0.1:631, owner not found
                          listening   [::1]:8080, pid 4711 java -jar shop.jar
                          note        User root (0) opened the socket.
                          perhaps     the port is one of those above, or that of a client's connection, if it lies \
                        in 32768-60999, from which the OS assigns ports to clients
                                      connections of a former server are left on the port (TIME_WAIT), and the new one \
                        binds without SO_REUSEADDR (setReuseAddr(true), setReuseAddress(true))
                                      the port has been released since
                          what to do  Find out which port the server was to bind (freeport.bind-log=on names it the next time); FreePorts.explain(port) names its owner."""));
    }

    @Test
    void withNobodyWhoListensNorAReason() {
        assertThat(said(BindErrorKind.UNKNOWN)).isEqualTo(here("""
                        A port could not be bound, and the failure does not name it. Bound at ShopTests.java:31.
                          perhaps     the port is that of a client's connection, if it lies in 32768-60999, from \
                        which the OS assigns ports to clients
                                      connections of a former server are left on the port (TIME_WAIT), and the new one \
                        binds without SO_REUSEADDR (setReuseAddr(true), setReuseAddress(true))
                                      the port has been released since
                                      the port is below 1024, which needs privileges here
                          what to do  Find out which port the server was to bind (freeport.bind-log=on names it the next time); FreePorts.explain(port) names its owner."""));
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
    void thatIsProbablyOneOfManyClients() {
        connected = 21_000;
        for (int port = 8001; port <= 8014; port++) {
            listens("0.0.0.0", port, SHOP);
            listens("::", port, SHOP);
        }

        assertThat(said(BindErrorKind.IN_USE)).isEqualTo(here("""
                        Probably a client's connection uses the port, which the failure does not name. Connections use 21,000 \
                        of the 28,232 ports of the dynamic range 32768-60999. Bound at ShopTests.java:31.
                          listening   servers on 14 ports; FreePorts.listeners() names them
                          cause       probably: the OS has assigned the port to a client
                          what to do  Use a port outside 32768-60999, such as one of @FreePort."""));
    }

    @Test
    void thatIsOneOfFewClients() {
        connected = 2_000;
        listens("0.0.0.0", 8001, SHOP);

        assertThat(said(BindErrorKind.IN_USE))
                .startsWith("A port is taken, and the failure does not name it.")
                .contains("8001, pid 4711 java -jar shop.jar")
                .doesNotContain("Connections use");
    }

    @Test
    void thatIsOneOfManyClientsOrOfLikelyServers() {
        connected = 21_000;
        listens("0.0.0.0", 8001, fork(4001, "/shop/m1"));
        listens("0.0.0.0", 8002, fork(4002, "/shop/m2"));
        listens("0.0.0.0", 7001, SHOP);

        assertThat(said(BindErrorKind.IN_USE)).isEqualTo(here("""
                        A port is taken, and the failure does not name it. Bound at ShopTests.java:31.
                          listening   0.0.0.0:8001, pid 4001 java -jar surefirebooter.jar
                          listening   0.0.0.0:8002, pid 4002 java -jar surefirebooter.jar
                                      and 1 more
                          note        Connections use 21,000 of the 28,232 ports of the dynamic range 32768-60999.
                          perhaps     the port is one of those above, or that of a client's connection, if it lies \
                        in 32768-60999, from which the OS assigns ports to clients
                                      connections of a former server are left on the port (TIME_WAIT), and the new one \
                        binds without SO_REUSEADDR (setReuseAddr(true), setReuseAddress(true))
                                      the port has been released since
                          what to do  Find out which port the server was to bind (freeport.bind-log=on names it the next time); FreePorts.explain(port) names its owner."""));
    }

    @Test
    void thatIsOneOfManyClientsOrOfTheTest() {
        connected = 21_000;
        own(20000, Cause.NONE, "field 'a'");
        listens("0.0.0.0", 7001, SHOP);

        assertThat(said(BindErrorKind.IN_USE)).isEqualTo(here("""
                        Address already in use, but no server uses port 20000 of this test now; the failure \
                        does not name the port. Bound at ShopTests.java:31.
                          reserved    20000 for field 'a'
                          note        Connections use 21,000 of the 28,232 ports of the dynamic range 32768-60999.
                          perhaps     this test closed the server that held the port before the failure was explained \
                        (try-with-resources, finally)
                                      another program held it, and has released it since
                                      the bind was for another port, that of a client's connection, if it lies in \
                        32768-60999, from which the OS assigns ports to clients
                                      the bind was for UDP
                          what to do  Find out which port the server was to bind (freeport.bind-log=on names it the next time). If it is 20000, check what the \
                        test closes before it fails."""));
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
                        Nothing but this test uses its ports now, and the failure does not name the port. \
                        Bound at ShopTests.java:31.
                          reserved    20000 for field 'a'
                          reserved    20001 for field 'b', on which this JVM listens
                          reserved    20002 for field 'c', which is reserved as closed
                          reserved    20003 for field 'd', which is occupied on purpose
                          reserved    20004 for field 'e', on which pid 4711 listens
                          listening   0.0.0.0:8080, pid 4711 java -jar shop.jar
                          perhaps     the server binds without SO_REUSEADDR, which a guard socket does not allow
                                      a second server was to bind one that is in use
                                      this test closed the server that held the port before the failure was explained \
                        (try-with-resources, finally)
                                      another program held it, and has released it since
                                      the bind was for another port, one of those above, or that of a client's \
                        connection, if it lies in 32768-60999, from which the OS assigns ports to clients
                                      the bind was for UDP
                                      the port is below 1024, which needs privileges here
                          what to do  Find out which port the server was to bind (freeport.bind-log=on names it the next time). If it is OURS, close the server there, or \
                        reserve another port for the second server. If it is another one of these, check what the test closes \
                        before it fails. Let the server set SO_REUSEADDR before it binds (setReuseAddr(true), \
                        setReuseAddress(true)); for one that cannot, set freeport.guard-socket=off, or \
                        @FreePort(guardSocket = FreePort.GuardSocket.OFF).""".replace("OURS", "20001 or 20002 or 20003")));
    }

    @Test
    void thatIsFreeAgain() {
        own(20000, Cause.OWN_GUARD, "field 'a'");

        assertThat(said(BindErrorKind.IN_USE)).isEqualTo(here("""
                        Address already in use, but no server uses port 20000 of this test now; the failure \
                        does not name the port. Bound at ShopTests.java:31.
                          reserved    20000 for field 'a'
                          perhaps     the server binds without SO_REUSEADDR, which a guard socket does not allow
                                      this test closed the server that held the port before the failure was explained \
                        (try-with-resources, finally)
                                      another program held it, and has released it since
                                      the bind was for another port, that of a client's connection, if it lies in \
                        32768-60999, from which the OS assigns ports to clients
                                      the bind was for UDP
                          what to do  Find out which port the server was to bind (freeport.bind-log=on names it the next time). If it is 20000, check what the \
                        test closes before it fails. Let the server set SO_REUSEADDR before it binds (setReuseAddr(true), \
                        setReuseAddress(true)); for one that cannot, set freeport.guard-socket=off, or \
                        @FreePort(guardSocket = FreePort.GuardSocket.OFF)."""));

        own(20001, Cause.NONE, "field 'b'");
        assertThat(said(BindErrorKind.IN_USE))
                .startsWith("Address already in use, but no server uses the ports of this test now (20000, 20001); the"
                        + " failure does not name the port. Bound");
    }

    @Test
    void thatIsProbablyOneOfAnotherFork() {
        listens("0.0.0.0", 631, SHOP);
        listens("::", 18080, fork(32113, "/shop/m3"));
        listens("127.0.0.1", 9090, HERE);

        assertThat(said(BindErrorKind.IN_USE)).isEqualTo(here("""
                        Probably port 18080: pid 32113, another test JVM of this build (module m3), listens on it. \
                        Bound at ShopTests.java:31.
                          listening   [::]:18080, pid 32113 java -jar surefirebooter.jar
                          listening   127.0.0.1:9090, this JVM (pid %d)
                          listening   0.0.0.0:631, pid 4711 java -jar shop.jar
                          cause       probably: a server listens on port 18080; the failure does not name the port
                          what to do  Let both tests reserve the port (@FixedPort(18080)), or free ones (@FreePort).""".formatted(SELF)));
    }

    @Test
    void thatIsProbablyTheOneInTheCodeOfTheTest() {
        listens("::", InCodeTestCase.LONG, SHOP);
        listens("0.0.0.0", InCodeTestCase.LONG, SHOP);
        listens("0.0.0.0", 18080, fork(32113, "/shop/m3"));
        CodeNumbers code = InCodeTestCase.numbers();

        assertThat(UnknownPortText.text(BindErrorKind.IN_USE, own, table(), STACK, true, "", code))
                .isEqualTo(here("""
                        Probably port 61234: pid 4711 listens on it.
                          listening   [::]:61234, pid 4711 java -jar shop.jar
                          listening   0.0.0.0:61234, pid 4711 java -jar shop.jar
                          listening   0.0.0.0:18080, pid 32113 java -jar surefirebooter.jar
                          cause       probably: a server listens on port 61234; the failure does not name the port
                          evidence    the code of the test contains the number 61234
                          what to do  Check that the server was to bind 61234; FreePorts.explain(61234) says more of its \
                        owner."""));
    }

    @Test
    void numbersInTheCodeAreFoundInInstructionsAndTexts() {
        CodeNumbers code = InCodeTestCase.numbers();

        assertThat(List.of(InCodeTestCase.LONG, InCodeTestCase.SHORT, (int) Short.MAX_VALUE, 17303))
                .allMatch(code::contain);
        assertThat(List.of(7303, 1730, 18080, 61235)).noneMatch(code::contain);
        assertThat(List.of(17304, 17305)).as("parts of longer numbers").noneMatch(code::contain);
        assertThat(CodeNumbers.NONE.contain(InCodeTestCase.SHORT)).isFalse();
    }

    @Test
    void numbersInTheCodeAreFoundByAThreadWithoutAClassLoader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        try {
            assertThat(InCodeTestCase.numbers().contain(InCodeTestCase.SHORT)).isTrue();
        } finally {
            Thread.currentThread().setContextClassLoader(loader);
        }
    }

    /** A class that binds ports, as the bytes of its file show. */
    static final class InCodeTestCase {
        static final int LONG = 61_234;
        static final int SHORT = 17_302;

        static CodeNumbers numbers() {
            IllegalStateException failure = new IllegalStateException(
                    "localhost:17303, but not 173040 or 917305: " + sum(SHORT, LONG) + sum(32_767, LONG));
            failure.setStackTrace(new StackTraceElement[] {
                failure.getStackTrace()[0],
                new StackTraceElement("org.junit.platform.commons.util.ReflectionUtils", "invokeMethod", "x.java", 1)
            });
            return CodeNumbers.of(List.of(failure));
        }

        private static long sum(int one, int other) {
            return (long) one + other;
        }
    }

    @Test
    void thatIsOneOfManyLikelyOnesOfWhichNoneIsLeftOut() {
        for (int port = 8001; port <= 8014; port++) {
            listens("0.0.0.0", port, fork(4000 + port, "/shop/m" + port));
        }
        for (int port = 7001; port <= 7050; port++) {
            listens("0.0.0.0", port, SHOP);
        }

        assertThat(said(BindErrorKind.IN_USE))
                .startsWith("A port is taken, and the failure does not name it.")
                .contains(here("  listening   0.0.0.0:8014, pid 12014 java -jar surefirebooter.jar\n"
                        + "              and 50 more\n"))
                .doesNotContain("0.0.0.0:7");
    }

    @Test
    void thatIsInTheCodeOfATestWithPorts() {
        own(20000, Cause.NONE, "field 'a'");
        listens("0.0.0.0", InCodeTestCase.SHORT, SHOP);

        assertThat(UnknownPortText.text(BindErrorKind.IN_USE, own, table(), STACK, true, "", InCodeTestCase.numbers()))
                .isEqualTo(here("""
                        Probably port 17302: pid 4711 listens on it.
                          reserved    20000 for field 'a'
                          listening   0.0.0.0:17302, pid 4711 java -jar shop.jar
                          cause       probably: a server listens on port 17302; the failure does not name the port
                          evidence    the code of the test contains the number 17302
                          what to do  Check that the server was to bind 17302; FreePorts.explain(17302) says more of its \
                        owner."""));
    }

    @Test
    void thatIsRatherOneOfTheTestThanThatOfAnotherFork() {
        own(20000, Cause.NONE, "field 'a'");
        listens("0.0.0.0", 18080, fork(32113, "/shop/m3"));

        assertThat(said(BindErrorKind.IN_USE))
                .startsWith("Address already in use, but ")
                .contains(here("\n  listening   0.0.0.0:18080, pid 32113 java -jar surefirebooter.jar\n"));
    }

    @Test
    void thatIsTheOnlyOneOfTheTest() {
        own(20000, Cause.OWN_LISTENER, "field 'a'");

        assertThat(said(BindErrorKind.IN_USE))
                .endsWith(" If it is 20000, close the server there, or reserve another port for the second server.");
    }

    @Test
    void thatIsOfClientsWhereNothingListens() {
        connected = 21_000;

        assertThat(said(BindErrorKind.IN_USE))
                .startsWith("Probably a client's connection uses the port")
                .doesNotContain("listening");
    }

    @Test
    void aListenerWhoseOwnerIsHiddenIsNotOfThisTest() {
        own(20000, Cause.LISTENER, "field 'a'");
        own(20001, Cause.LISTENER, "field 'b'", HERE);
        own(20002, Cause.LISTENER, "field 'c'", HERE, SHOP);

        assertThat(own).extracting(UnknownPortText::isOfThisTest).containsExactly(false, true, false);
    }

    private static OwnerProcess fork(long pid, String directory) {
        return new ProcessDetails(
                pid,
                "java -jar surefirebooter.jar",
                "build",
                Optional.empty(),
                OwnerKind.SIBLING_FORK,
                Optional.of(directory),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void thatMayBeThatOfTheTestOrAnother() {
        own(20000, Cause.OWN_LISTENER, "field 'a'");
        listens("0.0.0.0", 20000, HERE);
        assertThat(UnknownPortText.orAnother(own, table(), CodeNumbers.NONE)).isEmpty();

        listens("0.0.0.0", 8080, SHOP);
        assertThat(UnknownPortText.orAnother(own, table(), CodeNumbers.NONE)).isEqualTo(here("""

                        The failure does not name the port. If it was another one, its owner may be one of these:
                          listening   0.0.0.0:8080, pid 4711 java -jar shop.jar"""));
    }

    @Test
    void withoutPermission() {
        own(20000, Cause.OWN_GUARD, "field 'a'");

        assertThat(said(BindErrorKind.NOT_PERMITTED)).isEqualTo(here("""
                        The system does not permit this JVM to bind a port; the failure does not name it. \
                        Bound at ShopTests.java:31.
                          reserved    20000 for field 'a'
                          cause       probably: the port is below 1024 and needs privileges that this JVM lacks; or a policy \
                        such as SELinux, Landlock or a sandbox forbids the bind
                          evidence    this JVM may not bind port 1 either
                          what to do  Use a port from 1024 on."""));
    }

    @Test
    void withoutPermissionThoughPrivileged() {
        assertThat(UnknownPortText.text(BindErrorKind.NOT_PERMITTED, own, table(), STACK, false, "", CodeNumbers.NONE))
                .isEqualTo(here("""
                        The system does not permit this JVM to bind a port; the failure does not name it.
                          cause       probably: a policy such as SELinux, Landlock or a sandbox forbids the bind
                          evidence    this JVM may bind port 1, so it needs no privileges for ports below 1024
                          what to do  Look for the policy in the audit log or the sandbox profile, or use another port."""));
    }

    @Test
    void withAnAddressThatIsNoneOfThisHost() {
        assertThat(said(BindErrorKind.NO_SUCH_ADDRESS)).isEqualTo(here("""
                        This host does not have the address that could not be bound; the failure does not name it. \
                        Bound at ShopTests.java:31.
                          addresses   %s (of this host)
                          cause       the address is not one of this host; the port does not matter
                          what to do  Bind one of this host's addresses, or all of them.""".formatted(AddressText.ofThisHost())));
    }

    private String said(BindErrorKind reason) {
        return UnknownPortText.text(reason, own, table(), STACK, true, "ShopTests.java:31", CodeNumbers.NONE);
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
            public int countConnected(List<PortRange> ranges) {
                assertThat(ranges).isEqualTo(DYNAMIC);
                return connected;
            }

            @Override
            public Snapshot readServers() {
                return new Snapshot(rows, notes);
            }
        };
    }
}
