package dev.freeport.diagnosis;

import static dev.freeport.diagnosis.Scene.NOON;
import static dev.freeport.diagnosis.Scene.NOT_WSL;
import static dev.freeport.diagnosis.Scene.OTHER;
import static dev.freeport.diagnosis.Scene.PORT;
import static dev.freeport.diagnosis.Scene.STACK;
import static dev.freeport.diagnosis.Scene.diagnose;
import static dev.freeport.diagnosis.Scene.nobody;
import static dev.freeport.diagnosis.Scene.refused;
import static dev.freeport.diagnosis.Scene.row;
import static dev.freeport.diagnosis.Scene.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.internal.registry.PreviousHolder;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.OwnerProcess.Ancestor;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of processes that listen on the port, whole. */
class ListenerTests {
    @Test
    void aListenerInAnotherProcess() {
        PortDiagnosis diagnosis =
                diagnose(new Snapshot(List.of(row(SocketState.LISTEN, OTHER)), List.of()), refused(), nobody());

        assertThat(diagnosis.cause()).isEqualTo(Cause.LISTENER);
        assertThat(diagnosis.certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          process     pid 4711, user build
                                      java -jar shop.jar
                          socket      LISTEN on 127.0.0.1:20000
                          cause       EXPLANATION
                          what to do  ADVICE"""));
    }

    @Test
    void aListenerThatThereWasNoTimeToLookAt() {
        OwnerProcess hasty = new ProcessDetails(4711, "[?]", "unknown", Optional.empty());
        String note = "Nothing but its pid was read.";
        PortDiagnosis diagnosis =
                diagnose(new Snapshot(List.of(row(SocketState.LISTEN, hasty)), List.of(note)), refused(), nobody());

        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          process     pid 4711, of which nothing else is known
                          socket      LISTEN on 127.0.0.1:20000
                          cause       EXPLANATION
                          note        Nothing but its pid was read.
                          what to do  ADVICE"""));
        assertThat(diagnosis.toString())
                .endsWith(Texts.here("Find out what pid 4711 is (ps -fp 4711), or let this program use another port."));
    }

    @Test
    void aListenerWhoseCommandLineIsNotShown() {
        OwnerProcess discreet = new ProcessDetails(4711, "[?]", "root", Optional.empty());

        assertThat(diagnose(new Snapshot(List.of(row(SocketState.LISTEN, discreet)), List.of()), refused(), nobody())
                        .toString())
                .contains(String.format("  process     pid 4711, user root%n              (command line not known)%n"));
    }

    @Test
    void aListenerNobodyCanSee() {
        PortDiagnosis diagnosis = diagnose(
                new Snapshot(List.of(row(SocketState.LISTEN)), List.of("9 processes are not readable.")),
                refused(),
                nobody());

        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          socket      LISTEN on 127.0.0.1:20000
                          cause       EXPLANATION
                          note        9 processes are not readable.
                          what to do  ADVICE"""));
        assertThat(diagnosis.headline()).contains("not visible from here");
    }

    @Test
    void aListenerThatWasNotFoundInTime() {
        PortDiagnosis diagnosis =
                diagnose(new Snapshot(List.of(row(SocketState.LISTEN)), List.of(), true), refused(), nobody());

        assertThat(diagnosis.headline())
                .isEqualTo("Port 20000 is taken; its owner was not found within 1 s (freeport.diagnosis-deadline).");
    }

    @Test
    void aListenerInThisJvm() {
        OwnerProcess self = new ProcessDetails(
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

        assertThat(diagnosis.cause()).isEqualTo(Cause.OWN_LISTENER);
        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          socket      LISTEN on 127.0.0.1:20000
                          reserved    by this JVM for ShopTests, at 2026-11-21T12:00:00Z
                          cause       EXPLANATION
                          what to do  ADVICE"""));
    }

    @Test
    void severalListeners() {
        OwnerProcess heir = new ProcessDetails(4712, "java", "build", Optional.empty());

        assertThat(diagnose(new Snapshot(List.of(row(SocketState.LISTEN, OTHER, heir)), List.of()), refused(), nobody())
                        .owners())
                .containsExactly(OTHER, heir);
    }

    @Test
    void aProcessThatOnlyTalksOverThePortIsNoListener() {
        OwnerProcess self = new ProcessDetails(ProcessHandle.current().pid(), "java", "build", Optional.empty());

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

        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          process     pid 4711, user build
                                      java -jar shop.jar
                          socket      LISTEN on 127.0.0.1:20000
                          socket      ESTABLISHED 127.0.0.1:20000 -> 127.0.0.1:8080, of this JVM (pid %d)
                          socket      CLOSE_WAIT 127.0.0.1:20000 -> 127.0.0.1:8080, owner not found
                          socket      TIME_WAIT 127.0.0.1:20000 -> 127.0.0.1:8080, of no process
                          cause       EXPLANATION
                          what to do  ADVICE""".formatted(self.pid())));
    }

    @Test
    void thisJvmListensBesideAnother() {
        OwnerProcess self = new ProcessDetails(ProcessHandle.current().pid(), "java", "build", Optional.empty());

        PortDiagnosis diagnosis = diagnose(
                new Snapshot(List.of(row(SocketState.LISTEN, OTHER), row(SocketState.LISTEN, self)), List.of()),
                refused(),
                nobody());

        assertThat(diagnosis.cause()).isEqualTo(Cause.LISTENER);
        assertThat(diagnosis.owners()).containsExactly(self, OTHER);
        assertThat(diagnosis.toString()).contains("LISTEN on 127.0.0.1:20000, of pid 4711");
    }

    @Test
    void whatIsKnownOfAListener() {
        OwnerProcess proxy = new ProcessDetails(
                4711,
                "/usr/bin/docker-proxy",
                "root",
                Optional.empty(),
                OwnerKind.CONTAINER_ENGINE,
                Optional.of("/"),
                List.of(new Ancestor(800, "dockerd"), new Ancestor(1, "systemd")),
                Optional.of("unit docker.service"),
                Optional.of("172.17.0.2:80"),
                Optional.of("pts/3"),
                Optional.of("Stop the container (docker ps)"));

        PortDiagnosis diagnosis =
                diagnose(new Snapshot(List.of(row(SocketState.LISTEN, proxy)), List.of()), refused(), nobody());

        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          process     pid 4711 (a container engine), user root
                                      /usr/bin/docker-proxy
                                      forwarding to 172.17.0.2:80, in /, on pts/3, below 800 dockerd, 1 systemd, unit docker.service
                          socket      LISTEN on 127.0.0.1:20000
                          cause       EXPLANATION
                          what to do  Stop the container (docker ps --filter publish=20000), or let this program use another port."""));
    }

    @Test
    void aPortThatWasReservedBefore() {
        Instant released = NOON.plusSeconds(2);
        PortDiagnosis diagnosis = diagnosePrevious(new PreviousHolder(4712, "OrderTests", released, true));

        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          process     pid 4711, user build
                                      java -jar shop.jar
                          socket      LISTEN on 127.0.0.1:20000
                          before      reserved by pid 4712 for OrderTests, which released it at 2026-11-21T12:00:02Z
                          cause       EXPLANATION
                          what to do  ADVICE"""));
        assertThat(diagnosePrevious(new PreviousHolder(4712, "OrderTests", NOON, false))
                        .toString())
                .contains("  before      reserved by pid 4712 for OrderTests at 2026-11-21T12:00:00Z, which has ended");
    }

    private static PortDiagnosis diagnosePrevious(PreviousHolder previous) {
        Diagnoser.HistoryLookup holders =
                (protocol, port) -> new PortHistory(Optional.empty(), List.of(), () -> Optional.of(previous));
        SocketTable table = table(new Snapshot(List.of(row(SocketState.LISTEN, OTHER)), List.of()));
        return new Diagnoser(table, refused(), holders, () -> STACK, NOT_WSL)
                .diagnose(BindAttempt.of(Protocol.TCP, PORT), Duration.ofSeconds(1));
    }
}
