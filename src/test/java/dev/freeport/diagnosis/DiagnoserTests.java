package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.Probe.Result;
import dev.freeport.diagnosis.Probe.Sharing;
import dev.freeport.owner.Ancestor;
import dev.freeport.owner.Deadline;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.Snapshot;
import dev.freeport.owner.SocketRow;
import dev.freeport.owner.SocketState;
import dev.freeport.owner.SocketTable;
import dev.freeport.registry.PortHolder;
import dev.freeport.registry.PreviousHolder;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of each cause, whole. */
class DiagnoserTests {
    private static final int PORT = 20000;
    private static final HostStack STACK = new HostStack(
            StackProfile.LINUX,
            List.of(new PortRange(32768, 60999)),
            List.of(new PortRange(32768, 60999)),
            List.of(),
            1024,
            "test");
    private static final OwnerProcess OTHER = new OwnerProcess(4711, "java -jar shop.jar", "build", Optional.empty());
    private static final Path NOT_WSL = Path.of("/nonexistent");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");

    @Test
    void aListenerInAnotherProcess() {
        PortDiagnosis diagnosis =
                diagnose(new Snapshot(List.of(row(SocketState.LISTEN, OTHER)), List.of()), refused(), nobody());

        assertThat(diagnosis.cause()).isEqualTo(Cause.LISTENER);
        assertThat(diagnosis.certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(diagnosis).hasToString(Texts.here("""
                        Port 20000 is taken: pid 4711 listens on it.
                          process     pid 4711, user build
                                      java -jar shop.jar
                          socket      LISTEN on 127.0.0.1:20000
                          cause       a server listens on the port
                          what to do  End the process (kill 4711), or let this program use another port."""));
    }

    @Test
    void aListenerNobodyCanSee() {
        PortDiagnosis diagnosis = diagnose(
                new Snapshot(List.of(row(SocketState.LISTEN)), List.of("9 processes are not readable.")),
                refused(),
                nobody());

        assertThat(diagnosis).hasToString(Texts.here("""
                        Port 20000 is taken: a process that is not visible from here listens on it.
                          socket      LISTEN on 127.0.0.1:20000
                          cause       a server listens on the port
                          note        9 processes are not readable.
                          what to do  See who it is as root: ss -Htanp 'sport = :20000'"""));
    }

    @Test
    void aListenerInThisJvm() {
        OwnerProcess self = new OwnerProcess(
                ProcessHandle.current().pid(),
                "java",
                "build",
                Optional.empty(),
                OwnerKind.OTHER,
                Optional.of("/needless/to/say"),
                List.of(),
                Optional.empty(),
                Optional.empty());

        PortDiagnosis diagnosis = diagnose(
                new Snapshot(List.of(row(SocketState.LISTEN, self)), List.of()),
                refused(),
                Optional.of(new PortHolder(self.pid(), "ShopTests", NOON, Optional.of(true))));

        assertThat(diagnosis).hasToString("""
                        Port 20000 is taken: this JVM itself listens on it.
                          process     pid %1$d (this JVM), user build
                                      java
                          socket      LISTEN on 127.0.0.1:20000
                          reserved    by this JVM for ShopTests, at 2026-11-21T12:00:00Z
                          cause       a server in this JVM listens on the port; was one closed too late, or never?
                          what to do  Close the server that this JVM started earlier, and wait until it is closed.""".formatted(self.pid()).replace("\n", System.lineSeparator()));
    }

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
    void aListenerOnAPortThatItHasReserved() {
        assertThat(diagnose(
                                new Snapshot(List.of(row(SocketState.LISTEN, OTHER)), List.of()),
                                refused(),
                                Optional.of(new PortHolder(4711, "ShopTests", NOON, Optional.empty())))
                        .toString())
                .contains("reserved    by pid 4711 for ShopTests")
                .endsWith(
                        "Reserve a port of your own instead of using a fixed number; that process has reserved this one.");
    }

    @Test
    void aListenerThatIsKnownToBeMovable() {
        OwnerProcess redis = new OwnerProcess(4711, "/usr/bin/redis-server *:20000", "redis", Optional.empty());

        assertThat(diagnose(new Snapshot(List.of(row(SocketState.LISTEN, redis)), List.of()), refused(), nobody())
                        .toString())
                .endsWith(Texts.here(
                        "End the process (kill 4711), move it to another port (--port, or port in redis.conf), or let this"
                                + " program use another port."));
    }

    @ParameterizedTest
    @MethodSource("processesOnWhichMoreDepends")
    void noAdviceToCopyEndsMoreThanIsMeant(OwnerProcess important) {
        assertThat(diagnose(
                                new Snapshot(List.of(row(SocketState.LISTEN, important, OTHER)), List.of()),
                                refused(),
                                Optional.of(new PortHolder(4713, "ShopTests", NOON, Optional.empty())))
                        .toString())
                .doesNotContain("kill ")
                .endsWith("Let this program use another port, or let pids " + important.pid()
                        + ", 4711 close the server; do not end pid " + important.pid()
                        + ", on which more depends than this port.");
    }

    static Stream<OwnerProcess> processesOnWhichMoreDepends() {
        // Wine shows none
        Stream<OwnerProcess> parent = ProcessHandle.current().parent().stream()
                .map(above -> new OwnerProcess(above.pid(), "mvn", "build", Optional.empty()));
        return Stream.concat(
                parent,
                Stream.of(
                        new OwnerProcess(1, "init", "root", Optional.empty()),
                        new OwnerProcess(4713, "java", "build", Optional.empty()),
                        known(OwnerKind.SIBLING_FORK),
                        known(OwnerKind.IDE),
                        known(OwnerKind.DOCKER),
                        known(OwnerKind.KERNEL)));
    }

    private static OwnerProcess known(OwnerKind kind) {
        return new OwnerProcess(
                4712,
                "java",
                "build",
                Optional.empty(),
                kind,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void severalListeners() {
        OwnerProcess heir = new OwnerProcess(4712, "java", "build", Optional.empty());

        assertThat(diagnose(new Snapshot(List.of(row(SocketState.LISTEN, OTHER, heir)), List.of()), refused(), nobody())
                        .toString())
                .startsWith("Port 20000 is taken: pids 4711, 4712 listen on it.")
                .endsWith(Texts.here("End the processes (kill 4711 4712), or let this program use another port."));
    }

    @Test
    void aProcessThatOnlyTalksOverThePortIsNoListener() {
        OwnerProcess self = new OwnerProcess(ProcessHandle.current().pid(), "java", "build", Optional.empty());

        PortDiagnosis diagnosis = diagnose(
                new Snapshot(
                        List.of(
                                row(SocketState.LISTEN, OTHER),
                                row(SocketState.ESTABLISHED, self),
                                row(SocketState.CLOSE_WAIT),
                                row(SocketState.TIME_WAIT)),
                        List.of()),
                refused(),
                nobody());

        assertThat(diagnosis).hasToString(Texts.here("""
                        Port 20000 is taken: pid 4711 listens on it.
                          process     pid 4711, user build
                                      java -jar shop.jar
                          socket      LISTEN on 127.0.0.1:20000
                          socket      ESTABLISHED 127.0.0.1:20000 -> 127.0.0.1:8080, of pid %d
                          socket      CLOSE_WAIT 127.0.0.1:20000 -> 127.0.0.1:8080, of a process that is not visible from here
                          socket      TIME_WAIT 127.0.0.1:20000 -> 127.0.0.1:8080, of no process
                          cause       a server listens on the port
                          what to do  End the process (kill 4711), or let this program use another port.""".formatted(self.pid())));
    }

    @Test
    void thisJvmListensBesideAnother() {
        OwnerProcess self = new OwnerProcess(ProcessHandle.current().pid(), "java", "build", Optional.empty());

        PortDiagnosis diagnosis = diagnose(
                new Snapshot(List.of(row(SocketState.LISTEN, OTHER), row(SocketState.LISTEN, self)), List.of()),
                refused(),
                nobody());

        assertThat(diagnosis.cause()).isEqualTo(Cause.LISTENER);
        assertThat(diagnosis.toString())
                .startsWith("Port 20000 is taken: pids " + self.pid() + ", 4711 listen on it.")
                .contains("LISTEN on 127.0.0.1:20000, of pid 4711")
                .endsWith(Texts.here(
                        "End the process (kill 4711) and close the server of this JVM, or let this program use another"
                                + " port."));
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
    void whatIsKnownOfAListener() {
        OwnerProcess proxy = new OwnerProcess(
                4711,
                "/usr/bin/docker-proxy",
                "root",
                Optional.empty(),
                OwnerKind.DOCKER,
                Optional.of("/"),
                List.of(new Ancestor(800, "dockerd"), new Ancestor(1, "systemd")),
                Optional.of("unit docker.service"),
                Optional.of("172.17.0.2:80"));

        assertThat(diagnose(new Snapshot(List.of(row(SocketState.LISTEN, proxy)), List.of()), refused(), nobody()))
                .hasToString("""
                        Port 20000 is taken: pid 4711 listens on it.
                          process     pid 4711 (Docker), user root
                                      /usr/bin/docker-proxy
                                      forwarding to 172.17.0.2:80, in /, below 800 dockerd, 1 systemd, unit docker.service
                          socket      LISTEN on 127.0.0.1:20000
                          cause       a server listens on the port
                          what to do  Stop the container (docker ps --filter publish=20000), or let this program use another port.""".replace("\n", System.lineSeparator()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SIBLING_FORK  | another test JVM of this build           | Let both tests reserve their ports instead of using a fixed number.
                    LEFTOVER_FORK | a test JVM left over from an earlier build | End the process (kill 4711), or let this program use another port.
                    CHILD         | started by this JVM                      | Let the test end what it started (kill 4711), and wait until it has ended.
                    IDE           | an IDE                                   | Stop what has the port in the IDE, or let this program use another port.
                    """)
    void aListenerThatIsKnown(OwnerKind kind, String text, String advice) {
        OwnerProcess known = new OwnerProcess(
                4711,
                "java",
                "build",
                Optional.empty(),
                kind,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());

        assertThat(diagnose(new Snapshot(List.of(row(SocketState.LISTEN, known)), List.of()), refused(), nobody())
                        .toString())
                .contains("process     pid 4711 (" + text + "), user build")
                .endsWith(Texts.here("what to do  " + advice));
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
        PortDiagnosis diagnosis = diagnose(
                empty(),
                (protocol, address, sharing) -> sharing == Sharing.ADDRESS ? Result.BINDS : Result.REFUSED,
                Optional.of(new PortHolder(1, "ShopTests", NOON, Optional.of(true))));

        assertThat(diagnosis.cause()).isEqualTo(Cause.OWN_GUARD);
        assertThat(diagnosis.toString()).contains("set freeport.guard=off");
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
        Diagnoser diagnoser =
                new Diagnoser(table(empty()), refused(), (protocol, port) -> nobody(), () -> STACK, NOT_WSL);

        assertThat(diagnoser
                        .diagnose(BindAttempt.of(Protocol.TCP, STACK.privilegedLimit() - 1), Deadline.usual())
                        .cause())
                .isEqualTo(Cause.PRIVILEGED);
    }

    @Test
    void aDynamicPort() {
        Diagnoser diagnoser =
                new Diagnoser(table(empty()), refused(), (protocol, port) -> nobody(), () -> STACK, NOT_WSL);

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
                (protocol, port) -> nobody(),
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

    @Test
    void aPortThatWasReservedBefore() {
        Instant released = NOON.plusSeconds(2);
        assertThat(diagnosePrevious(new PreviousHolder(4712, "OrderTests", released, true)))
                .hasToString(Texts.here("""
                        Port 20000 is taken: pid 4711 listens on it.
                          process     pid 4711, user build
                                      java -jar shop.jar
                          socket      LISTEN on 127.0.0.1:20000
                          before      reserved by pid 4712 for OrderTests, which released it at 2026-11-21T12:00:02Z
                          cause       a server listens on the port
                          what to do  End the process (kill 4711), or let this program use another port."""));
        assertThat(diagnosePrevious(new PreviousHolder(4712, "OrderTests", NOON, false))
                        .toString())
                .contains("  before      reserved by pid 4712 for OrderTests at 2026-11-21T12:00:00Z, which has ended");
    }

    private static PortDiagnosis diagnosePrevious(PreviousHolder previous) {
        Holders holders = new Holders() {
            @Override
            public Optional<PortHolder> holder(Protocol protocol, int port) {
                return Optional.empty();
            }

            @Override
            public Optional<PreviousHolder> previous(Protocol protocol, int port) {
                return Optional.of(previous);
            }
        };
        SocketTable table = table(new Snapshot(List.of(row(SocketState.LISTEN, OTHER)), List.of()));
        return new Diagnoser(table, refused(), holders, () -> STACK, NOT_WSL)
                .diagnose(BindAttempt.of(Protocol.TCP, PORT), Deadline.usual());
    }

    private static PortDiagnosis diagnose(Snapshot snapshot, Probe probe, Optional<PortHolder> holder) {
        return new Diagnoser(table(snapshot), probe, (protocol, port) -> holder, () -> STACK, NOT_WSL)
                .diagnose(BindAttempt.of(Protocol.TCP, PORT), Deadline.usual());
    }

    private static Snapshot empty() {
        return new Snapshot(List.of(), List.of());
    }

    private static Probe refused() {
        return (protocol, address, sharing) -> Result.REFUSED;
    }

    private static Optional<PortHolder> nobody() {
        return Optional.empty();
    }

    private static SocketRow row(SocketState state, OwnerProcess... owners) {
        return new SocketRow(
                Protocol.TCP,
                new InetSocketAddress("127.0.0.1", PORT),
                new InetSocketAddress("127.0.0.1", 8080),
                state,
                state != SocketState.TIME_WAIT,
                OptionalLong.empty(),
                List.of(owners));
    }

    private static SocketTable table(Snapshot snapshot) {
        return table(snapshot, empty());
    }

    private static SocketTable table(Snapshot snapshot, Snapshot bound) {
        return new SocketTable() {
            @Override
            public Snapshot read(Protocol protocol, int port) {
                return snapshot;
            }

            @Override
            public Snapshot readBound(int port) {
                return bound;
            }

            @Override
            public Snapshot readServers() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
