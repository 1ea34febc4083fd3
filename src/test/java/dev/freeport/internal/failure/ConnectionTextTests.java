package dev.freeport.internal.failure;

import static dev.freeport.internal.failure.UnknownPortScene.HERE;
import static dev.freeport.internal.failure.UnknownPortScene.SELF;
import static dev.freeport.internal.failure.UnknownPortScene.SHOP;
import static dev.freeport.internal.failure.UnknownPortScene.STACK;
import static dev.freeport.internal.failure.UnknownPortScene.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.Cause;
import dev.freeport.internal.failure.CodeNumbersTests.InCodeTestCase;
import org.junit.jupiter.api.Test;

/** What is said of a failed bind if a connection uses a port that is in the code of the test. */
class ConnectionTextTests {
    private final UnknownPortScene scene = new UnknownPortScene();

    @Test
    void thatItIsProbablyTheConnection() {
        scene.connection(InCodeTestCase.LONG, Cause.CONNECTION, SHOP);
        scene.listens("0.0.0.0", 9090, HERE);

        assertThat(scene.said(BindErrorKind.IN_USE)).isEqualTo(here("""
                        Probably port 61234: a connection of pid 4711 uses it, not a server. Bound at ShopTests.java:31.
                          listening   0.0.0.0:9090, this JVM (pid %d)
                          cause       probably: a connection uses port 61234; the failure does not name the port
                          evidence    the code of the test contains the number 61234
                          what to do  Use a port outside 32768-60999, such as one of @FreePort.""".formatted(SELF)));
    }

    @Test
    void thatNoProcessOfTheConnectionIsKnown() {
        scene.connection(InCodeTestCase.LONG, Cause.CONNECTION);
        assertThat(scene.said(BindErrorKind.IN_USE))
                .startsWith("Probably port 61234: a connection uses it, not a server. Bound at ");

        scene.connections.clear();
        scene.connection(InCodeTestCase.LONG, Cause.LINGERING);
        assertThat(scene.said(BindErrorKind.IN_USE))
                .startsWith(
                        "Probably port 61234: a closed connection, which the kernel still keeps, uses it, not a server."
                                + " Bound at ");
    }

    @Test
    void thatItIsPerhapsTheConnectionIfTheTestHasPorts() {
        scene.connection(InCodeTestCase.LONG, Cause.CONNECTION, SHOP);
        scene.own(20000, Cause.NONE, "field 'a'");

        assertThat(scene.said(BindErrorKind.IN_USE)).isEqualTo(here("""
                        Address already in use, but no server uses port 20000 of this test now; the failure \
                        does not name the port. Bound at ShopTests.java:31.
                          reserved    20000 for field 'a'
                          perhaps     this test closed the server that held the port before the failure was explained \
                        (try-with-resources, finally)
                                      another program held it, and has released it since
                                      the bind was for 61234, a number in the code of the test: a connection of pid 4711 \
                        uses it
                                      the bind was for another port, that of a client's connection, if it lies in \
                        32768-60999, from which the OS assigns ports to clients
                                      the bind was for UDP
                          what to do  Find out which port the server was to bind (freeport.bind-log=on names it the next time). If it is 20000, check what the \
                        test closes before it fails."""));
    }

    @Test
    void thatItIsProbablyAServerInTheCode() {
        scene.connection(InCodeTestCase.LONG, Cause.CONNECTION, SHOP);
        scene.listens("0.0.0.0", InCodeTestCase.SHORT, SHOP);
        CodeNumbers code = InCodeTestCase.numbers();

        assertThat(UnknownPortText.text(
                        BindErrorKind.IN_USE, scene.own, scene.connections, scene.table(), STACK, true, "", code))
                .startsWith("Probably port 17302: pid 4711 listens on it.");
    }

    @Test
    void thatItIsNotKnownWhichOfTwoConnections() {
        scene.connection(InCodeTestCase.LONG, Cause.CONNECTION, SHOP);
        scene.connection(InCodeTestCase.LONG + 1, Cause.CONNECTION, SHOP);

        assertThat(scene.said(BindErrorKind.IN_USE)).startsWith("A port is taken, and the failure does not name it.");
    }
}
