package dev.freeport.internal.failure;

import static dev.freeport.internal.failure.UnknownPortScene.HERE;
import static dev.freeport.internal.failure.UnknownPortScene.SHOP;
import static dev.freeport.internal.failure.UnknownPortScene.STACK;
import static dev.freeport.internal.failure.UnknownPortScene.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.Cause;
import dev.freeport.internal.text.AddressText;
import org.junit.jupiter.api.Test;

/** What is said of a failed bind whose port nobody names, whole. */
class UnknownPortTextTests {
    private final UnknownPortScene scene = new UnknownPortScene();

    @Test
    void withThoseWhoListen() {
        scene.listens("::1", 8080, SHOP);
        scene.listens("127.0.0.1", 631);
        scene.notes.add("User root (0) opened the socket.");

        assertThat(scene.said(BindErrorKind.IN_USE)).isEqualTo(here("""
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
        assertThat(scene.said(BindErrorKind.UNKNOWN)).isEqualTo(here("""
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
            scene.listens("0.0.0.0", port, SHOP);
        }

        assertThat(scene.said(BindErrorKind.IN_USE))
                .contains(here("8012, pid 4711 java -jar shop.jar\n              and 2 more\n"))
                .doesNotContain("8013");
    }

    @Test
    void withPortsOfTheTest() {
        scene.own(20000, Cause.OWN_GUARD, "field 'a'");
        scene.own(20001, Cause.OWN_LISTENER, "field 'b'");
        scene.own(20002, Cause.CLOSED, "field 'c'");
        scene.own(20003, Cause.OCCUPIED, "field 'd'");
        scene.own(20004, Cause.LISTENER, "field 'e'", SHOP);
        scene.listens("0.0.0.0", 20001, HERE);
        scene.listens("0.0.0.0", 8080, SHOP);

        assertThat(scene.said(BindErrorKind.UNKNOWN)).isEqualTo(here("""
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
        scene.own(20000, Cause.OWN_GUARD, "field 'a'");

        assertThat(scene.said(BindErrorKind.IN_USE)).isEqualTo(here("""
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

        scene.own(20001, Cause.NONE, "field 'b'");
        assertThat(scene.said(BindErrorKind.IN_USE))
                .startsWith("Address already in use, but no server uses the ports of this test now (20000, 20001); the"
                        + " failure does not name the port. Bound");
    }

    @Test
    void thatIsTheOnlyOneOfTheTest() {
        scene.own(20000, Cause.OWN_LISTENER, "field 'a'");

        assertThat(scene.said(BindErrorKind.IN_USE))
                .endsWith(" If it is 20000, close the server there, or reserve another port for the second server.");
    }

    @Test
    void aListenerWhoseOwnerIsHiddenIsNotOfThisTest() {
        scene.own(20000, Cause.LISTENER, "field 'a'");
        scene.own(20001, Cause.LISTENER, "field 'b'", HERE);
        scene.own(20002, Cause.LISTENER, "field 'c'", HERE, SHOP);

        assertThat(scene.own).extracting(UnknownPortText::isOfThisTest).containsExactly(false, true, false);
    }

    @Test
    void thatMayBeThatOfTheTestOrAnother() {
        scene.own(20000, Cause.OWN_LISTENER, "field 'a'");
        scene.listens("0.0.0.0", 20000, HERE);
        assertThat(UnknownPortText.orAnother(scene.own, scene.table(), CodeNumbers.NONE))
                .isEmpty();

        scene.listens("0.0.0.0", 8080, SHOP);
        assertThat(UnknownPortText.orAnother(scene.own, scene.table(), CodeNumbers.NONE))
                .isEqualTo(here("""

                        The failure does not name the port. If it was another one, its owner may be one of these:
                          listening   0.0.0.0:8080, pid 4711 java -jar shop.jar"""));
    }

    @Test
    void withoutPermission() {
        scene.own(20000, Cause.OWN_GUARD, "field 'a'");

        assertThat(scene.said(BindErrorKind.NOT_PERMITTED)).isEqualTo(here("""
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
        assertThat(UnknownPortText.text(
                        BindErrorKind.NOT_PERMITTED,
                        scene.own,
                        scene.connections,
                        scene.table(),
                        STACK,
                        false,
                        "",
                        CodeNumbers.NONE))
                .isEqualTo(here("""
                        The system does not permit this JVM to bind a port; the failure does not name it.
                          cause       probably: a policy such as SELinux, Landlock or a sandbox forbids the bind
                          evidence    this JVM may bind port 1, so it needs no privileges for ports below 1024
                          what to do  Look for the policy in the audit log or the sandbox profile, or use another port."""));
    }

    @Test
    void withAnAddressThatIsNoneOfThisHost() {
        assertThat(scene.said(BindErrorKind.NO_SUCH_ADDRESS)).isEqualTo(here("""
                        This host does not have the address that could not be bound; the failure does not name it. \
                        Bound at ShopTests.java:31.
                          addresses   %s (of this host)
                          cause       the address is not one of this host; the port does not matter
                          what to do  Bind one of this host's addresses, or all of them.""".formatted(AddressText.ofThisHost())));
    }
}
