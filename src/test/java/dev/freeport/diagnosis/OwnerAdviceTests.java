package dev.freeport.diagnosis;

import static dev.freeport.diagnosis.Scene.NOON;
import static dev.freeport.diagnosis.Scene.OTHER;
import static dev.freeport.diagnosis.Scene.diagnose;
import static dev.freeport.diagnosis.Scene.nobody;
import static dev.freeport.diagnosis.Scene.refused;
import static dev.freeport.diagnosis.Scene.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.process.ProcessView;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What to do about a process that listens, and what better not. */
class OwnerAdviceTests {
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
        OwnerProcess redis = new ProcessDetails(4711, "/usr/bin/redis-server *:20000", "redis", Optional.empty());

        assertThat(diagnose(new Snapshot(List.of(row(SocketState.LISTEN, redis)), List.of()), refused(), nobody())
                        .toString())
                .endsWith(Texts.here(
                        "End the process (kill 4711), move it to another port (--port, or port in redis.conf), or let this"
                                + " program use another port."));
    }

    @Test
    void aListenerWhoseCommandLineIsNotKnownIsNotToBeEnded() {
        OwnerProcess nameless = new ProcessDetails(4712, "[?]", "build", Optional.empty());

        assertThat(diagnose(
                                new Snapshot(List.of(row(SocketState.LISTEN, OTHER, nameless)), List.of()),
                                refused(),
                                nobody())
                        .toString())
                .doesNotContain("kill ")
                .endsWith(Texts.here("Find out what pid 4712 is (ps -fp 4712), or let this program use another port."));
    }

    @ParameterizedTest
    @MethodSource("processesOnWhichMoreDepends")
    void noAdviceToCopyEndsMoreThanIsMeant(OwnerProcess important) {
        assertThat(diagnose(
                                new Snapshot(List.of(row(SocketState.LISTEN, important, OTHER)), List.of()),
                                refused(),
                                nobody())
                        .toString())
                .doesNotContain("kill ")
                .endsWith("Let this program use another port, or let pids " + important.pid()
                        + ", 4711 close the server. Do not end pid " + important.pid()
                        + ": other things depend on it.");
    }

    @ParameterizedTest
    @MethodSource("serversOfOthers")
    void aServerOnAPortThatAnotherProcessHasReservedIsWaitedFor(List<OwnerProcess> owners) {
        assertThat(adviceOn(owners, 4713))
                .isEqualTo("Wait until pid 4713, which has reserved the port, releases it, or let this program use"
                        + " another port.");
    }

    static Stream<List<OwnerProcess>> serversOfOthers() {
        OwnerProcess reserver = new ProcessDetails(4713, "java", "build", Optional.empty());
        return Stream.of(
                List.of(OTHER),
                List.of(reserver, OTHER),
                List.of(known(OwnerKind.LEFTOVER_FORK)),
                List.of(known(
                        OwnerKind.OTHER,
                        Optional.of("container 0123456789ab"),
                        Optional.of("Stop the container (docker stop 0123456789ab)"))));
    }

    /** The negative control: such a process ends after this JVM. */
    @Test
    void aProcessAboveThisJvmThatHasReservedThePortIsNotWaitedFor() {
        // Wine shows no parent
        long above =
                ProcessHandle.current().parent().orElse(ProcessHandle.current()).pid();

        assertThat(adviceOn(List.of(OTHER), above))
                .isEqualTo(Texts.here("End the process (kill 4711), or let this program use another port."));
    }

    @Test
    void aChildOfThisJvmIsEndedByTheTest() {
        assertThat(adviceOn(List.of(known(OwnerKind.CHILD)), 4713))
                .isEqualTo(
                        Texts.here("Let this program end what it started (kill 4712), and wait until it has ended."));
    }

    private static String adviceOn(List<OwnerProcess> owners, long reserver) {
        return diagnose(
                        new Snapshot(List.of(row(SocketState.LISTEN, owners.toArray(OwnerProcess[]::new))), List.of()),
                        refused(),
                        Optional.of(new PortHolder(
                                reserver, "a build (module shop, port name http.port)", NOON, Optional.empty())))
                .text()
                .advice();
    }

    static Stream<OwnerProcess> processesOnWhichMoreDepends() {
        // Wine shows none
        Stream<OwnerProcess> parent = ProcessHandle.current().parent().stream()
                .map(above -> new ProcessDetails(above.pid(), "mvn", "build", Optional.empty()));
        return Stream.concat(
                parent,
                Stream.of(
                        new ProcessDetails(1, "init", "root", Optional.empty()),
                        known(OwnerKind.SIBLING_FORK),
                        known(OwnerKind.IDE),
                        known(OwnerKind.CONTAINER_ENGINE),
                        known(OwnerKind.KERNEL),
                        known(OwnerKind.FORWARDER),
                        known(OwnerKind.SUPERVISOR),
                        known(OwnerKind.SESSION),
                        known(OwnerKind.CI_AGENT),
                        known(OwnerKind.BUILD_DAEMON),
                        known(OwnerKind.SYSTEM),
                        known(OwnerKind.OTHER, Optional.of("unit a.service"), Optional.of("Stop the unit")),
                        known(OwnerKind.OTHER, Optional.of("service RpcSs"), Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    unit shop.service              | Stop the unit (systemctl stop shop.service) | Stop the unit (systemctl stop shop.service), or let this program use another port.
                    container 0123456789ab         | Stop the container (docker stop 0123456789ab) | Stop the container (docker stop 0123456789ab), or let this program use another port.
                    service RpcEptMapper, RpcSs    |                       | Let this program use another port, or let pid 4712 close the server. Do not end pid 4712: other things depend on it.
                    unit vte-spawn-7.scope         |                       | End the process (kill 4712), or let this program use another port.
                    """)
    void aListenerThatIsManaged(String unit, String howToStop, String advice) {
        OwnerProcess managed = known(OwnerKind.OTHER, Optional.of(unit), Optional.ofNullable(howToStop));

        assertThat(adviceOn(managed)).isEqualTo(Texts.here(advice));
    }

    @Test
    void theMasterAndTheWorkersOfAUnitAreStoppedTogether() {
        Optional<String> stop = Optional.of("Stop the unit (systemctl stop nginx.service)");
        OwnerProcess master = known(OwnerKind.OTHER, Optional.of("unit nginx.service"), stop);

        assertThat(adviceOn(master, master)).isEqualTo(stop.get() + ", or let this program use another port.");
    }

    @Test
    void theFirstProcessThatListensForAUnitDecides() {
        OwnerProcess systemd = new ProcessDetails(
                1,
                "/sbin/init",
                "root",
                Optional.empty(),
                OwnerKind.SYSTEM,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("Stop the socket unit that listens (systemctl list-sockets names it)"));
        OwnerProcess service = known(
                OwnerKind.OTHER,
                Optional.of("unit cups.service"),
                Optional.of("Stop the unit (systemctl stop cups.service)"));

        assertThat(adviceOn(systemd, service))
                .isEqualTo(
                        "Stop the socket unit that listens (systemctl list-sockets names it), or let this program use"
                                + " another port.");
    }

    @Test
    void aProcessOfAnotherUserIsEndedByThatUser() {
        assertThat(diagnose(
                                new Snapshot(List.of(row(SocketState.LISTEN, OTHER)), List.of()),
                                new OfUser("joe"),
                                nobody())
                        .text()
                        .advice())
                .isEqualTo("Let user build end pid 4711, or let this program use another port.");
        assertThat(diagnose(
                                new Snapshot(List.of(row(SocketState.LISTEN, OTHER)), List.of()),
                                new OfUser("build"),
                                nobody())
                        .text()
                        .advice())
                .isEqualTo(Texts.here("End the process (kill 4711), or let this program use another port."));
    }

    @Test
    void aProcessOfAnUnknownUserIsNotToBeEnded() {
        assertThat(adviceOn(new ProcessDetails(4712, "java -jar shop.jar", "unknown", Optional.empty())))
                .isEqualTo(
                        Texts.here("Find out what pid 4712 is (ps -fp 4712), or let this program use another port."));
    }

    @Test
    void aProcessOfWhichOnlyTheNameIsKnownIsNotToBeEnded() {
        assertThat(adviceOn(new ProcessDetails(4712, "[shop]", "build", Optional.empty())))
                .isEqualTo(
                        Texts.here("Find out what pid 4712 is (ps -fp 4712), or let this program use another port."));
    }

    @Test
    void aProcessBelowLaunchdMayBeOneOfItsJobs() {
        OwnerProcess orphan = new ProcessDetails(
                4712,
                "/opt/homebrew/opt/redis/bin/redis-server 127.0.0.1:6379",
                "build",
                Optional.empty(),
                OwnerKind.OTHER,
                Optional.empty(),
                List.of(new OwnerProcess.Ancestor(1, "launchd")),
                Optional.empty(),
                Optional.empty());

        assertThat(adviceOn(orphan))
                .isEqualTo(
                        Texts.here("Stop its job if launchd runs one (launchctl list), or end the process (kill 4712),"
                                + " move it to another port (--port, or port in redis.conf), or let this program use another"
                                + " port."));
    }

    @Test
    void aProcessThatIsHiddenInAContainer() {
        String look = DiagnosticCommands.SYSTEM.look(Protocol.TCP, Scene.PORT);

        assertThat(adviceInView(new ProcessView(Optional.empty(), true, true, -1)))
                .isEqualTo("Look in the other containers of this pod, or let this program use another port.");
        assertThat(adviceInView(new ProcessView(Optional.empty(), true, false, -1)))
                .isEqualTo("Look outside this container: " + look);
    }

    private static String adviceInView(ProcessView view) {
        Probe probe = new Probe() {
            @Override
            public Result bind(Protocol protocol, InetSocketAddress address, Sharing sharing) {
                return Result.REFUSED;
            }

            @Override
            public ProcessView view() {
                return view;
            }
        };
        return diagnose(new Snapshot(List.of(row(SocketState.LISTEN)), List.of()), probe, nobody())
                .text()
                .advice();
    }

    private static String adviceOn(OwnerProcess... owners) {
        return diagnose(new Snapshot(List.of(row(SocketState.LISTEN, owners)), List.of()), refused(), nobody())
                .text()
                .advice();
    }

    /** A host on which no bind succeeds, and a JVM of a user. */
    private record OfUser(String name) implements Probe {
        @Override
        public Result bind(Protocol protocol, InetSocketAddress address, Sharing sharing) {
            return Result.REFUSED;
        }

        @Override
        public Optional<String> user() {
            return Optional.of(name);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SIBLING_FORK  | another test JVM of this build           | Let both tests reserve their ports instead of using a fixed number.
                    LEFTOVER_FORK | a test JVM left over from an earlier build | End the process (kill 4712), or let this program use another port.
                    KERNEL        | the kernel                               | Find the program that the kernel serves (netsh http show servicestate), or let this program use another port.
                    CHILD         | started by this JVM                      | Let this program end what it started (kill 4712), and wait until it has ended.
                    IDE           | an IDE                                   | Let this program use another port, or let pid 4712 close the server. Do not end pid 4712: other things depend on it.
                    """)
    void aListenerThatIsKnown(OwnerKind kind, String text, String advice) {
        assertThat(diagnose(new Snapshot(List.of(row(SocketState.LISTEN, known(kind))), List.of()), refused(), nobody())
                        .toString())
                .contains("process     pid 4712 (" + text + "), user build")
                .endsWith(Texts.here("what to do  " + advice));
    }

    private static OwnerProcess known(OwnerKind kind) {
        return known(kind, Optional.empty(), Optional.empty());
    }

    private static OwnerProcess known(OwnerKind kind, Optional<String> unit, Optional<String> howToStop) {
        return new ProcessDetails(
                4712,
                "java",
                "build",
                Optional.empty(),
                kind,
                Optional.empty(),
                List.of(),
                unit,
                Optional.empty(),
                Optional.empty(),
                howToStop);
    }
}
