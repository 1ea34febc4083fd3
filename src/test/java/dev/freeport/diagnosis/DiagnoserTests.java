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
import java.time.Duration;
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
        assertThat(diagnosis.certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(diagnosis.isTaken()).isFalse();
        assertThat(diagnosis.text())
                .isEqualTo(new CauseText(
                        "Port 20000 can be bound by a server that sets SO_REUSEADDR; only connections are left on it.",
                        "no server listens on the port; a bind with SO_REUSEADDR succeeds beside its connections",
                        "Let the server set SO_REUSEADDR before it binds (setReuseAddr(true), setReuseAddress(true)), or"
                                + " wait until the connections are gone."));
        assertThat(diagnosis.notes()).isEmpty();
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
        assertThat(diagnosis.toString()).isEqualTo(Texts.around(diagnosis, """
                        HEADLINE
                          process     pid 4711, user build
                                      java -jar shop.jar
                          socket      ESTABLISHED 127.0.0.1:20000 -> 127.0.0.1:8080
                          cause       probably: EXPLANATION
                          evidence    a bind is refused, even with SO_REUSEADDR, and no other socket with the port is listed
                          what to do  ADVICE"""));
    }

    @Test
    void aConnectionThatIsClosedAlready() {
        PortDiagnosis diagnosis =
                diagnose(new Snapshot(List.of(row(SocketState.TIME_WAIT)), List.of()), refused(), nobody());

        assertThat(diagnosis.cause()).isEqualTo(Cause.LINGERING);
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

        PortDiagnosis untried = diagnoser.diagnose(attempt, Duration.ofSeconds(1));
        PortDiagnosis failed = diagnoser.diagnose(attempt.with(Outcome.BIND_FAILED), Duration.ofSeconds(1));

        assertThat(untried).hasToString(Texts.around(untried, """
                        HEADLINE
                          reserved    by this JVM for ShopTests, at 2026-11-21T12:00:00Z
                          cause       EXPLANATION
                          what to do  ADVICE"""));
        assertThat(failed).hasToString(Texts.around(failed, """
                        HEADLINE
                          wanted      by this JVM for ShopTests, at 2026-11-21T12:00:00Z
                          cause       probably: EXPLANATION
                          what to do  ADVICE"""));
        assertThat(failed.cause()).isEqualTo(Cause.OWN_GUARD);
    }

    @Test
    void aListenerThatIsGoneWhenItsProcessIsLookedFor() {
        List<Snapshot> snapshots = new ArrayList<>(List.of(
                new Snapshot(List.of(row(SocketState.LISTEN)), List.of("No process has the socket open.")), empty()));
        SocketTable changing = new SocketTable() {
            @Override
            public Snapshot read(Protocol protocol, int port) {
                if (protocol == Protocol.UDP) {
                    return empty();
                }
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
                .diagnose(BindAttempt.of(Protocol.TCP, PORT).with(Outcome.BIND_FAILED), Duration.ofSeconds(1));

        assertThat(diagnosis.cause()).isEqualTo(Cause.GONE);
        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          cause       EXPLANATION
                          note        LISTEN on 127.0.0.1:20000 was closed before its process was found.
                          what to do  ADVICE"""));
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
        PortDiagnosis diagnosis = diagnose(empty(), (protocol, address, sharing) -> Result.BINDS, nobody());

        assertThat(diagnosis.cause()).isEqualTo(Cause.NONE);
        assertThat(diagnosis).hasToString(Texts.around(diagnosis, "HEADLINE\n  what to do  ADVICE"));
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
                        .diagnose(BindAttempt.of(Protocol.TCP, STACK.privilegedLimit() - 1), Duration.ofSeconds(1))
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
                        .diagnose(BindAttempt.of(Protocol.TCP, single), Duration.ofSeconds(1))
                        .cause())
                .isEqualTo(Cause.PRIVILEGED);
        assertThat(diagnoser
                        .diagnose(BindAttempt.of(Protocol.TCP, 22), Duration.ofSeconds(1))
                        .cause())
                .as("on all addresses everybody may")
                .isEqualTo(Cause.BOUND_ONLY);
    }

    @Test
    void aDynamicPort() {
        Diagnoser diagnoser = new Diagnoser(
                table(empty()), refused(), (protocol, port) -> new PortHistory(nobody()), () -> STACK, NOT_WSL);

        assertThat(diagnoser
                        .diagnose(BindAttempt.of(Protocol.TCP, 40000), Duration.ofSeconds(1))
                        .notes())
                .containsExactly(
                        "The port lies in the dynamic range 32768-60999, from which the OS assigns ports to clients.",
                        "By default 40000 is dynamic on STCP (TCP) before stcp-1098; Linux 2.4 and later; FreeBSD;"
                                + " Solaris and illumos; AIX.");
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
                        .diagnose(BindAttempt.of(Protocol.TCP, PORT), Duration.ofSeconds(1))
                        .cause())
                .isEqualTo(Cause.UNKNOWN);
        assertThat(diagnoser
                        .diagnose(BindAttempt.of(Protocol.TCP, PORT), Duration.ofSeconds(1))
                        .notes())
                .containsExactly("The diagnosis itself failed: java.lang.IllegalStateException: broken");
    }
}
