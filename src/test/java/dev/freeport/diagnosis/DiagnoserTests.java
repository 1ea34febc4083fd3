package dev.freeport.diagnosis;

import static dev.freeport.diagnosis.Scene.NOON;
import static dev.freeport.diagnosis.Scene.NOT_WSL;
import static dev.freeport.diagnosis.Scene.OTHER;
import static dev.freeport.diagnosis.Scene.PORT;
import static dev.freeport.diagnosis.Scene.STACK;
import static dev.freeport.diagnosis.Scene.diagnose;
import static dev.freeport.diagnosis.Scene.empty;
import static dev.freeport.diagnosis.Scene.nobody;
import static dev.freeport.diagnosis.Scene.refused;
import static dev.freeport.diagnosis.Scene.row;
import static dev.freeport.diagnosis.Scene.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.Probe.Result;
import dev.freeport.diagnosis.Probe.Sharing;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said where no server is in the way, whole. */
class DiagnoserTests {
    @Test
    void aConnectionThatKeepsOnlyPickyServersOut() {
        PortDiagnosis diagnosis = diagnose(
                new Snapshot(List.of(row(SocketState.ESTABLISHED, OTHER)), List.of()),
                (protocol, address, sharing) -> sharing == Sharing.ADDRESS ? Result.BINDS : Result.REFUSED,
                nobody());

        assertThat(diagnosis.cause()).isEqualTo(Cause.CONNECTION);
        assertThat(diagnosis.notes())
                .containsExactly(
                        "A server that sets SO_REUSEADDR, as Java's do on Linux, can bind the port all the same.");
    }

    @Test
    void anOwnReservationWithoutGuardAndAForeignSocket() {
        assertThat(diagnose(
                                new Snapshot(List.of(row(SocketState.TIME_WAIT)), List.of()),
                                (protocol, address, sharing) ->
                                        sharing == Sharing.ADDRESS ? Result.BINDS : Result.REFUSED,
                                Optional.of(new PortHolder(1, "ShopTests", NOON, Optional.of(false))))
                        .cause())
                .isEqualTo(Cause.LINGERING);
    }

    @Test
    void aConnection() {
        PortDiagnosis diagnosis =
                diagnose(new Snapshot(List.of(row(SocketState.ESTABLISHED, OTHER)), List.of()), refused(), nobody());

        assertThat(diagnosis.cause()).isEqualTo(Cause.CONNECTION);
        assertThat(diagnosis.toString())
                .startsWith("Port 20000 is taken by a connection, not by a server: pid 4711 uses it.")
                .contains("socket      ESTABLISHED 127.0.0.1:20000 -> 127.0.0.1:8080")
                .contains("probably: the port is the local end of a connection, not of a server");
    }

    @Test
    void aConnectionThatIsClosedAlready() {
        PortDiagnosis diagnosis =
                diagnose(new Snapshot(List.of(row(SocketState.TIME_WAIT)), List.of()), refused(), nobody());

        assertThat(diagnosis.cause()).isEqualTo(Cause.LINGERING);
        assertThat(diagnosis.headline())
                .isEqualTo("Port 20000 is taken by a connection that is closed already; no process owns it.");
    }

    @Test
    void ourOwnGuard() {
        BindAttempt attempt = BindAttempt.of(Protocol.TCP, PORT);
        PortHolder holder = new PortHolder(ProcessHandle.current().pid(), "ShopTests", NOON, Optional.of(true));
        Diagnoser diagnoser = new Diagnoser(
                table(empty()),
                (protocol, address, sharing) -> sharing == Sharing.ADDRESS ? Result.BINDS : Result.REFUSED,
                (protocol, port) -> new PortHistory(Optional.of(holder)),
                () -> STACK,
                NOT_WSL);

        assertThat(diagnoser.diagnose(attempt, Deadline.usual()))
                .as("no bind was tried")
                .hasToString(Texts.here("""
                        Port 20000 is held by the guard socket of its reservation now, and by nobody else.
                          reserved    by this JVM for ShopTests, at 2026-11-21T12:00:00Z
                          cause       this JVM has reserved the port, and nobody uses it at the moment
                          what to do  Start a server on it. One without SO_REUSEADDR needs freeport.guard-socket=off, or \
                        @FreePort(guard = Guard.OFF)."""));
        assertThat(diagnoser.diagnose(attempt.with(Outcome.BIND_FAILED), Deadline.usual()))
                .hasToString(Texts.here("""
                        Port 20000 is held by the guard socket of its reservation now, and by nobody else.
                          wanted      by this JVM for ShopTests, at 2026-11-21T12:00:00Z
                          cause       probably: whoever had the port has let go of it by now, perhaps because the test \
                        itself ended it in a finally block; or the server binds without SO_REUSEADDR, which a guard socket \
                        does not allow
                          what to do  Look what the test ends before it fails. For a server without SO_REUSEADDR set \
                        freeport.guard-socket=off, or @FreePort(guard = Guard.OFF)."""));
    }

    @Test
    void aListenerThatIsGoneWhenItsProcessIsLookedFor() {
        List<Snapshot> snapshots = new ArrayList<>(List.of(
                new Snapshot(List.of(row(SocketState.LISTEN)), List.of("No process has the socket open.")), empty()));
        SocketTable changing = new SocketTable() {
            @Override
            public Snapshot read(Protocol protocol, int port) {
                return snapshots.remove(0);
            }

            @Override
            public Snapshot readBound(int port) {
                return empty();
            }

            @Override
            public Snapshot readServers() {
                throw new UnsupportedOperationException();
            }
        };

        PortDiagnosis diagnosis = new Diagnoser(
                        changing,
                        (protocol, address, sharing) -> Result.BINDS,
                        (protocol, port) -> new PortHistory(nobody()),
                        () -> STACK,
                        NOT_WSL)
                .diagnose(BindAttempt.of(Protocol.TCP, PORT).with(Outcome.BIND_FAILED), Deadline.usual());

        assertThat(diagnosis).hasToString(Texts.here("""
                        Port 20000 is free again now.
                          cause       whoever had the port has let go of it by now
                          note        LISTEN on 127.0.0.1:20000 was gone when its process was looked for.
                          what to do  Try again; what had the port may come back with the next run."""));
    }

    @Test
    void aReservationOfAnotherJvm() {
        PortDiagnosis diagnosis = diagnose(
                empty(),
                (protocol, address, sharing) -> sharing == Sharing.ADDRESS ? Result.BINDS : Result.REFUSED,
                Optional.of(new PortHolder(4711, "ShopTests", NOON, Optional.empty())));

        assertThat(diagnosis.cause()).isEqualTo(Cause.RESERVED);
        assertThat(diagnosis.toString()).contains("by pid 4711 for ShopTests, at 2026-11-21T12:00:00Z");
    }

    @Test
    void aSocketThatIsOnlyBound() {
        assertThat(diagnose(empty(), refused(), nobody()).cause()).isEqualTo(Cause.BOUND_ONLY);
        assertThat(diagnose(
                                empty(),
                                (protocol, address, sharing) ->
                                        sharing == Sharing.ADDRESS ? Result.BINDS : Result.REFUSED,
                                nobody())
                        .cause())
                .isEqualTo(Cause.BOUND_ONLY);
    }

    @Test
    void aFreePort() {
        assertThat(diagnose(empty(), (protocol, address, sharing) -> Result.BINDS, nobody()))
                .hasToString("Port 20000 is free now." + System.lineSeparator()
                        + "  what to do  Nothing; a server can be bound to it.");
    }

    @Test
    void noSocketToBeHad() {
        assertThat(diagnose(empty(), (protocol, address, sharing) -> Result.NO_SOCKET, nobody())
                        .cause())
                .isEqualTo(Cause.UNKNOWN);
    }

    @Test
    void aPortBelowTheLimit() {
        Diagnoser diagnoser = new Diagnoser(
                table(empty()), refused(), (protocol, port) -> new PortHistory(nobody()), () -> STACK, NOT_WSL);

        assertThat(diagnoser
                        .diagnose(BindAttempt.of(Protocol.TCP, STACK.privilegedLimit() - 1), Deadline.usual())
                        .cause())
                .isEqualTo(Cause.PRIVILEGED);
    }

    @Test
    void aPortBelowTheLimitOfMacOs() throws IOException {
        HostStack macOs = HostStacks.of(
                StackProfile.MACOS,
                STACK.dynamic(Protocol.TCP),
                STACK.dynamic(Protocol.UDP),
                List.of(),
                STACK.privilegedLimit(),
                "test");
        Probe probe = (protocol, address, sharing) -> address.getPort() == 0 ? Result.BINDS : Result.REFUSED;
        Diagnoser diagnoser = new Diagnoser(
                table(empty()), probe, (protocol, port) -> new PortHistory(nobody()), () -> macOs, NOT_WSL);
        InetSocketAddress single = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 22);

        assertThat(diagnoser
                        .diagnose(BindAttempt.of(Protocol.TCP, single), Deadline.usual())
                        .cause())
                .isEqualTo(Cause.PRIVILEGED);
        assertThat(diagnoser
                        .diagnose(BindAttempt.of(Protocol.TCP, 22), Deadline.usual())
                        .cause())
                .as("on all addresses everybody may")
                .isEqualTo(Cause.BOUND_ONLY);
    }

    @Test
    void aDynamicPort() {
        Diagnoser diagnoser = new Diagnoser(
                table(empty()), refused(), (protocol, port) -> new PortHistory(nobody()), () -> STACK, NOT_WSL);

        assertThat(diagnoser
                        .diagnose(BindAttempt.of(Protocol.TCP, 40000), Deadline.usual())
                        .notes())
                .containsExactly(
                        "The port lies in the dynamic range 32768-60999 of this host, from which any client may"
                                + " be lent it.",
                        "40000 is dynamic on STCP (TCP) before stcp-1098; Linux 2.4 and later; FreeBSD; Solaris and"
                                + " illumos; AIX, unless it was changed there.");
    }

    @Test
    void aFailureOfItsOwnIsSaidAndNotThrown() {
        Diagnoser diagnoser = new Diagnoser(
                table(empty()),
                (protocol, address, sharing) -> {
                    throw new IllegalStateException("broken");
                },
                (protocol, port) -> new PortHistory(nobody()),
                () -> STACK,
                NOT_WSL);

        assertThat(diagnoser
                        .diagnose(BindAttempt.of(Protocol.TCP, PORT), Deadline.usual())
                        .cause())
                .isEqualTo(Cause.UNKNOWN);
        assertThat(diagnoser
                        .diagnose(BindAttempt.of(Protocol.TCP, PORT), Deadline.usual())
                        .notes())
                .containsExactly("The explanation itself failed: java.lang.IllegalStateException: broken");
    }
}
