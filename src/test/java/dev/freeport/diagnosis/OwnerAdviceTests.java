package dev.freeport.diagnosis;

import static dev.freeport.diagnosis.Scene.NOON;
import static dev.freeport.diagnosis.Scene.OTHER;
import static dev.freeport.diagnosis.Scene.diagnose;
import static dev.freeport.diagnosis.Scene.nobody;
import static dev.freeport.diagnosis.Scene.refused;
import static dev.freeport.diagnosis.Scene.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketState;
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
                                Optional.of(new PortHolder(4713, "ShopTests", NOON, Optional.empty())))
                        .toString())
                .doesNotContain("kill ")
                .endsWith("Let this program use another port, or let pids " + important.pid()
                        + ", 4711 close the server. Do not end pid " + important.pid()
                        + ": other things depend on it.");
    }

    static Stream<OwnerProcess> processesOnWhichMoreDepends() {
        // Wine shows none
        Stream<OwnerProcess> parent = ProcessHandle.current().parent().stream()
                .map(above -> new ProcessDetails(above.pid(), "mvn", "build", Optional.empty()));
        return Stream.concat(
                parent,
                Stream.of(
                        new ProcessDetails(1, "init", "root", Optional.empty()),
                        new ProcessDetails(4713, "java", "build", Optional.empty()),
                        known(OwnerKind.SIBLING_FORK),
                        known(OwnerKind.IDE),
                        known(OwnerKind.DOCKER),
                        known(OwnerKind.KERNEL),
                        known(OwnerKind.OTHER, Optional.of("service RpcSs"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    service postgresql-x64-16      | Stop the service (net stop postgresql-x64-16), or let this program use another port.
                    service My Server              | Stop the service (net stop "My Server"), or let this program use another port.
                    service RpcEptMapper, RpcSs    | Let this program use another port, or let pid 4712 close the server. Do not end pid 4712: other things depend on it.
                    unit shop.service              | End the process (kill 4712), or let this program use another port.
                    """)
    void aListenerThatIsAService(String unit, String advice) {
        OwnerProcess service = known(OwnerKind.OTHER, Optional.of(unit));

        assertThat(diagnose(new Snapshot(List.of(row(SocketState.LISTEN, service)), List.of()), refused(), nobody())
                        .toString())
                .endsWith(Texts.here("what to do  " + advice));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SIBLING_FORK  | another test JVM of this build           | Let both tests reserve their ports instead of using a fixed number.
                    LEFTOVER_FORK | a test JVM left over from an earlier build | End the process (kill 4712), or let this program use another port.
                    CHILD         | started by this JVM                      | Let the test end what it started (kill 4712), and wait until it has ended.
                    IDE           | an IDE                                   | Stop what uses the port in the IDE, or let this program use another port.
                    """)
    void aListenerThatIsKnown(OwnerKind kind, String text, String advice) {
        assertThat(diagnose(new Snapshot(List.of(row(SocketState.LISTEN, known(kind))), List.of()), refused(), nobody())
                        .toString())
                .contains("process     pid 4712 (" + text + "), user build")
                .endsWith(Texts.here("what to do  " + advice));
    }

    private static OwnerProcess known(OwnerKind kind) {
        return known(kind, Optional.empty());
    }

    private static OwnerProcess known(OwnerKind kind, Optional<String> unit) {
        return new ProcessDetails(
                4712, "java", "build", Optional.empty(), kind, Optional.empty(), List.of(), unit, Optional.empty());
    }
}
