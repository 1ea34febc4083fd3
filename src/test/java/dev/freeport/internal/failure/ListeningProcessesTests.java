package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.process.StartTime;
import dev.freeport.internal.socket.SocketRow;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which servers are suspected, and how they are named. */
class ListeningProcessesTests {
    private static final long SELF = ProcessHandle.current().pid();
    private static final Instant STARTED = StartTime.of(ProcessHandle.current()).orElseThrow();

    @ParameterizedTest
    @CsvSource({"SIBLING_FORK, OTHER_FORK", "CHILD, CHILD", "LEFTOVER_FORK, LEFTOVER_FORK", "IDE, NONE", "OTHER, NONE"})
    void areSuspectedByWhatTheyAre(OwnerKind kind, Suspicion suspicion) {
        assertThat(Suspicion.of(row(process(4711, kind, Optional.empty(), "/shop")), CodeNumbers.NONE))
                .isEqualTo(suspicion);
    }

    @Test
    void areSuspectedIfTheyStartedAfterThisJvm() {
        assertThat(Suspicion.of(row(started(STARTED.plusSeconds(1))), CodeNumbers.NONE))
                .isEqualTo(Suspicion.NEW);
        assertThat(Suspicion.of(row(started(STARTED)), CodeNumbers.NONE)).isEqualTo(Suspicion.NONE);
        assertThat(Suspicion.of(row(started(STARTED.minusSeconds(1))), CodeNumbers.NONE))
                .isEqualTo(Suspicion.NONE);
    }

    @Test
    void areSuspectedForTheLikeliestOfTheirOwners() {
        OwnerProcess child = process(4711, OwnerKind.CHILD, Optional.empty(), "/shop");
        OwnerProcess self = new ProcessDetails(SELF, "java", "build", Optional.empty());
        OwnerProcess other = started(STARTED.minusSeconds(1));

        assertThat(Suspicion.of(row(other, child, self, other), CodeNumbers.NONE))
                .isEqualTo(Suspicion.THIS_JVM);
        assertThat(Suspicion.of(row(), CodeNumbers.NONE)).isEqualTo(Suspicion.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SIBLING_FORK  | pid 4711, another test JVM of this build (module shop), listens on it.
            LEFTOVER_FORK | pid 4711, a test JVM left over from an earlier build (module shop), listens on it.
            CHILD         | pid 4711, started by this JVM, listens on it.
            OTHER         | pid 4711 listens on it.
            """)
    void areNamedByWhatTheyAre(OwnerKind kind, String text) {
        assertThat(ListeningProcesses.listens(row(process(4711, kind, Optional.empty(), "/build/shop"))))
                .isEqualTo(text);
    }

    /** As is a directory whose letters the locale of this JVM lacks. */
    @Test
    void areNamedWithADirectoryThatIsNoPath() {
        OwnerProcess fork = process(4711, OwnerKind.SIBLING_FORK, Optional.empty(), "/build/shop\0");

        assertThat(ListeningProcesses.listens(row(fork)))
                .isEqualTo("pid 4711, another test JVM of this build (module shop\0), listens on it.");
    }

    @Test
    void areNamedInWordsIfTheyAreThisJvmOrWereNotFound() {
        assertThat(ListeningProcesses.listens(row(new ProcessDetails(SELF, "java", "build", Optional.empty()))))
                .isEqualTo("this JVM (pid " + SELF + ") listens on it.");
        assertThat(ListeningProcesses.listens(row())).isEqualTo("a process that was not found listens on it.");
    }

    @ParameterizedTest
    @CsvSource({"80, 80, ''", "81, 80, ..."})
    void areListedWithTheBeginningOfTheirCommandLines(int length, int shown, String more) {
        SocketInfo row = row(new ProcessDetails(4711, "x".repeat(length), "build", Optional.empty()));
        StringBuilder text = new StringBuilder();

        new ListeningProcesses(List.of(new ListeningProcesses.Suspect(row, Suspicion.NONE)), List.of("hidden"))
                .list(text, 1);

        assertThat(text)
                .as("the note is for owners that were not found")
                .hasToString(
                        System.lineSeparator() + "  listening   127.0.0.1:20000, pid 4711 " + "x".repeat(shown) + more);
    }

    private static OwnerProcess started(Instant started) {
        return process(4711, OwnerKind.OTHER, Optional.of(started), "/shop");
    }

    private static OwnerProcess process(long pid, OwnerKind kind, Optional<Instant> started, String directory) {
        return new ProcessDetails(
                pid,
                "java -jar shop.jar",
                "build",
                started,
                kind,
                Optional.of(directory),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static SocketInfo row(OwnerProcess... owners) {
        return new SocketRow(
                Protocol.TCP,
                new InetSocketAddress("127.0.0.1", 20000),
                new InetSocketAddress(0),
                SocketState.LISTEN,
                true,
                OptionalLong.empty(),
                Arrays.asList(owners));
    }
}
