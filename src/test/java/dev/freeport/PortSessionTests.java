package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.session.PortSession;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is still reserved when the tests of a JVM are over. */
class PortSessionTests {
    private static final String ADVICE =
            "Close each reservation when no server uses its port any more. For a port that the"
                    + " JVM needs until it ends, call FreePorts.reserveForJvm().";

    @TempDir
    Path directory;

    @Test
    void isGivenBackAndNamed() {
        PortReservation older = FreePorts.reserve(request("older"));
        long start = System.nanoTime();
        PortReservation one = FreePorts.reserve(request("one"));
        FreePorts.reserve(request("closed")).close();
        PortReservation two = FreePorts.reserve(request("two"));
        try (older;
                WarningsCapture warnings = new WarningsCapture()) {
            PortSession.end(start);

            assertThat(warnings.texts())
                    .containsExactly(String.join(
                            System.lineSeparator(),
                            "The tests are over, but 2 ports were still reserved; Freeport has released them.",
                            "  " + two.port() + " for two",
                            "  " + one.port() + " for one",
                            ADVICE));
            assertThat(held()).contains(older.port()).doesNotContain(one.port(), two.port());
        }
    }

    @Test
    void isNotWhatTheSessionClosesFirst() {
        long start = System.nanoTime();
        PortReservation ofTheRun = FreePorts.reserve(request("of the run"));
        PortReservation left = FreePorts.reserve(request("left"));
        PortSession.closeAtEnd(ofTheRun);
        PortSession.closeAtEnd(() -> {
            throw new IllegalStateException("as expected");
        });
        PortSession.closeAtEnd(() -> {
            throw new IOException("also expected");
        });
        try (WarningsCapture warnings = new WarningsCapture()) {
            assertThatThrownBy(() -> PortSession.end(start))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("as expected")
                    .satisfies(first -> assertThat(first.getSuppressed())
                            .singleElement()
                            .satisfies(second -> assertThat(second).hasRootCauseMessage("also expected")));

            assertThat(warnings.texts()).singleElement().asString().contains("  " + left.port() + " for left");
            assertThat(held()).doesNotContain(ofTheRun.port(), left.port());
            PortSession.end(start);
        }
    }

    @Test
    void isNamedByItsPlaceInTheCodeIfItHasNoPurpose() {
        long start = System.nanoTime();
        FreePorts.reserveSeveral(2, request(ReservationOptions.NO_PURPOSE));
        try (WarningsCapture warnings = new WarningsCapture()) {
            PortSession.end(start);

            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .matches(
                            "(?s).*them\\.\\R  [0-9]+ and [0-9]+ for an unnamed use, by dev\\.freeport\\.PortSessionTests"
                                    + "\\.isNamedByItsPlaceInTheCodeIfItHasNoPurpose\\(PortSessionTests\\.java:[0-9]+\\)\\R"
                                    + "Close each.*");
        }
    }

    /** As of a clock that was set back during the session, or before it. */
    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void isTakenByItsOrderWhateverTheClockDoes(long step) throws Exception {
        PortReservation older = FreePorts.reserve(request("older"));
        long start = System.nanoTime();
        PortReservation one = FreePorts.reserve(request("one"));
        PortReservation two = FreePorts.reserve(request("two"));
        for (PortReservation stepped : step < 0 ? List.of(two, one) : List.of(older)) {
            setSince(stepped, Instant.now().plusSeconds(step));
        }
        try (older;
                WarningsCapture warnings = new WarningsCapture()) {
            PortSession.end(start);

            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .contains(
                            "2 ports were",
                            "  " + two.port() + " for two" + System.lineSeparator() + "  " + one.port() + " for one");
            assertThat(held()).contains(older.port()).doesNotContain(one.port(), two.port());
        }
    }

    private static void setSince(PortReservation reservation, Instant time) throws ReflectiveOperationException {
        Field since = Reservation.class.getDeclaredField("since");
        since.setAccessible(true);
        since.set(Registries.own(Protocol.TCP, reservation.port()).orElseThrow(), time);
    }

    @Test
    void isNotWhatIsReservedForTheJvm() throws IOException {
        long start = System.nanoTime();
        int port = FreePorts.reserveForJvm(request("the JVM").withLeakCheck(LeakCheck.FAIL));
        try (WarningsCapture warnings = new WarningsCapture();
                ServerSocket server = new ServerSocket(port)) {
            PortSession.end(start);

            assertThat(warnings.texts()).isEmpty();
            assertThat(Registries.own(Protocol.TCP, server.getLocalPort()))
                    .get()
                    .extracting(Reservation::purpose)
                    .isEqualTo("the JVM");
        } finally {
            Registries.own(Protocol.TCP, port).orElseThrow().release();
        }
    }

    @Test
    void takesOneLineForTheManyPortsOfAHelper() {
        PortRequest request = Requests.of(directory, 40).withPurpose("a helper");
        long start = System.nanoTime();
        PortReservation first = FreePorts.reserve(request);
        for (int i = 1; i < 40; i++) {
            FreePorts.reserve(request);
        }
        try (first;
                WarningsCapture warnings = new WarningsCapture()) {
            PortSession.end(start);

            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .matches("The tests are over, but 40 ports were still reserved; Freeport has released them\\.\\R"
                            + "  [0-9]+, [0-9]+, [0-9]+, [0-9]+ and 36 more for a helper\\R"
                            + ADVICE.replace(".", "\\.").replace("(", "\\(").replace(")", "\\)"));
        }
    }

    @Test
    void takesTenLinesAtMost() {
        PortRequest request = Requests.of(directory, 25);
        long start = System.nanoTime();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ports.add(0, FreePorts.reserve(request.withPurpose("use " + i)).port());
        }
        try (WarningsCapture warnings = new WarningsCapture()) {
            PortSession.end(start);

            List<String> lines = new ArrayList<>();
            lines.add("The tests are over, but 25 ports were still reserved; Freeport has released them.");
            for (int i = 0; i < 10; i++) {
                lines.add("  " + ports.get(i) + " for use " + (24 - i));
            }
            lines.add("  15 more");
            lines.add(ADVICE);
            assertThat(warnings.texts()).containsExactly(String.join(System.lineSeparator(), lines));
        }
    }

    @Test
    void isNotMissedWhenItIsClosedLater() throws IOException {
        long start = System.nanoTime();
        PortReservation left = FreePorts.reserve(request("left"));
        try (WarningsCapture warnings = new WarningsCapture()) {
            PortSession.end(start);
            try (ServerSocket ofSomebody = new ServerSocket(left.port())) {
                left.close();
                assertThat(ofSomebody.isBound()).isTrue();
            }

            assertThat(warnings.texts()).hasSize(1);
        }
    }

    @Test
    void mayBeNothing() {
        try (WarningsCapture warnings = new WarningsCapture()) {
            long start = System.nanoTime();
            FreePorts.reserve(request("closed")).close();
            PortSession.end(start);
            PortSession.end(start);

            assertThat(warnings.texts()).isEmpty();
        }
    }

    @Test
    void isNotTheEnd() throws IOException {
        FreePorts.reserve(request("first session")).close();
        PortSession.end(System.nanoTime());
        FreePorts.reserve(request("second session")).close();

        assertThat(journal())
                .containsPattern("(?s)RESERVED.*first session.*RELEASED.*RESERVED.*second session.*RELEASED");
    }

    private PortRequest request(String purpose) {
        return Requests.of(directory, 3).withPurpose(purpose);
    }

    private static List<Integer> held() {
        return Registries.reservedSince(System.nanoTime() - Duration.ofDays(1).toNanos()).stream()
                .map(Reservation::port)
                .toList();
    }

    private String journal() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Path journal = files.filter(file -> file.getFileName().toString().startsWith("journal-"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(journal);
        }
    }
}
