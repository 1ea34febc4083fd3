package dev.freeport.internal.failure;

import static dev.freeport.internal.failure.UnknownPortScene.HERE;
import static dev.freeport.internal.failure.UnknownPortScene.SELF;
import static dev.freeport.internal.failure.UnknownPortScene.SHOP;
import static dev.freeport.internal.failure.UnknownPortScene.STACK;
import static dev.freeport.internal.failure.UnknownPortScene.fork;
import static dev.freeport.internal.failure.UnknownPortScene.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.Cause;
import org.junit.jupiter.api.Test;

/** What is said of a failed bind whose port is probably that of a certain server, or of a client. */
class ProbablePortTextTests {
    private final UnknownPortScene scene = new UnknownPortScene();

    @Test
    void thatIsProbablyOneOfManyClients() {
        scene.connected = 21_000;
        for (int port = 8001; port <= 8014; port++) {
            scene.listens("0.0.0.0", port, SHOP);
            scene.listens("::", port, SHOP);
        }

        assertThat(scene.said(BindErrorKind.IN_USE)).isEqualTo(here("""
                        Probably a client's connection uses the port, which the failure does not name. Connections use 21,000 \
                        of the 28,232 ports of the dynamic range 32768-60999. Bound at ShopTests.java:31.
                          listening   servers on 14 ports; FreePorts.listeners() names them
                          cause       probably: the OS has assigned the port to a client
                          what to do  Use a port outside 32768-60999, such as one of @FreePort."""));
    }

    @Test
    void thatIsOneOfFewClients() {
        scene.connected = 2_000;
        scene.listens("0.0.0.0", 8001, SHOP);

        assertThat(scene.said(BindErrorKind.IN_USE))
                .startsWith("A port is taken, and the failure does not name it.")
                .contains("8001, pid 4711 java -jar shop.jar")
                .doesNotContain("Connections use");
    }

    @Test
    void thatIsOneOfManyClientsOrOfLikelyServers() {
        scene.connected = 21_000;
        scene.listens("0.0.0.0", 8001, fork(4001, "/shop/m1"));
        scene.listens("0.0.0.0", 8002, fork(4002, "/shop/m2"));
        scene.listens("0.0.0.0", 7001, SHOP);

        assertThat(scene.said(BindErrorKind.IN_USE)).isEqualTo(here("""
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
        scene.connected = 21_000;
        scene.own(20000, Cause.NONE, "field 'a'");
        scene.listens("0.0.0.0", 7001, SHOP);

        assertThat(scene.said(BindErrorKind.IN_USE)).isEqualTo(here("""
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
    void thatIsProbablyOneOfAnotherFork() {
        scene.listens("0.0.0.0", 631, SHOP);
        scene.listens("::", 18080, fork(32113, "/shop/m3"));
        scene.listens("127.0.0.1", 9090, HERE);

        assertThat(scene.said(BindErrorKind.IN_USE)).isEqualTo(here("""
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
        scene.listens("::", CodeNumbersTests.InCodeTestCase.LONG, SHOP);
        scene.listens("0.0.0.0", CodeNumbersTests.InCodeTestCase.LONG, SHOP);
        scene.listens("0.0.0.0", 18080, fork(32113, "/shop/m3"));
        CodeNumbers code = CodeNumbersTests.InCodeTestCase.numbers();

        assertThat(UnknownPortText.text(
                        BindErrorKind.IN_USE, scene.own, scene.connections, scene.table(), STACK, true, "", code))
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
    void thatIsOneOfManyLikelyOnesOfWhichNoneIsLeftOut() {
        for (int port = 8001; port <= 8014; port++) {
            scene.listens("0.0.0.0", port, fork(4000 + port, "/shop/m" + port));
        }
        for (int port = 7001; port <= 7050; port++) {
            scene.listens("0.0.0.0", port, SHOP);
        }

        assertThat(scene.said(BindErrorKind.IN_USE))
                .startsWith("A port is taken, and the failure does not name it.")
                .contains(here("  listening   0.0.0.0:8014, pid 12014 java -jar surefirebooter.jar\n"
                        + "              and 50 more\n"))
                .doesNotContain("0.0.0.0:7");
    }

    @Test
    void thatIsInTheCodeOfATestWithPorts() {
        scene.own(20000, Cause.NONE, "field 'a'");
        scene.listens("0.0.0.0", CodeNumbersTests.InCodeTestCase.SHORT, SHOP);

        assertThat(UnknownPortText.text(
                        BindErrorKind.IN_USE,
                        scene.own,
                        scene.connections,
                        scene.table(),
                        STACK,
                        true,
                        "",
                        CodeNumbersTests.InCodeTestCase.numbers()))
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
        scene.own(20000, Cause.NONE, "field 'a'");
        scene.listens("0.0.0.0", 18080, fork(32113, "/shop/m3"));

        assertThat(scene.said(BindErrorKind.IN_USE))
                .startsWith("Address already in use, but ")
                .contains(here("\n  listening   0.0.0.0:18080, pid 32113 java -jar surefirebooter.jar\n"));
    }

    @Test
    void thatIsOfClientsWhereNothingListens() {
        scene.connected = 21_000;

        assertThat(scene.said(BindErrorKind.IN_USE))
                .startsWith("Probably a client's connection uses the port")
                .doesNotContain("listening");
    }
}
