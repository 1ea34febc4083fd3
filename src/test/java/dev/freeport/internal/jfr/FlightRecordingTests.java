package dev.freeport.internal.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.PortBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of JVMs of their own. */
class FlightRecordingTests {
    private static final int PORT = PortBlocks.one();

    private static final String[] ALL = {
        "Reservation: first",
        "BindFailure: second: Port " + PORT + " is taken: this JVM itself listens on it.",
        "Reservation: second: leak Port " + PORT + " is taken: this JVM itself listens on it.",
        "Wait: timed out: not granted",
        "Reservation: third",
        "Wait: fourth: granted",
        "Reservation: fourth",
        "OpenReservation: never closed"
    };

    @TempDir
    Path directory;

    @Test
    void haveReservationsWaitsAndBindFailures() throws IOException {
        Path file = directory.resolve("recording.jfr");
        run(List.of("-XX:StartFlightRecording=filename=" + file));

        assertThat(events(file)).containsExactly(ALL);
    }

    @Test
    void thatBeginLaterHaveWhatHappensFromThenOn() throws IOException {
        Path file = directory.resolve("recording.jfr");
        run(List.of(), file);

        List<String> expected = new ArrayList<>(
                List.of("BindFailure: begun too early: Port " + PORT + " is taken: this JVM itself listens on it."));
        expected.addAll(List.of(ALL));
        assertThat(events(file)).containsExactlyElementsOf(expected);
    }

    @Test
    void lackWhatIsNotWanted() throws IOException {
        Path file = directory.resolve("recording.jfr");
        Path settings = directory.resolve("settings.jfc");
        Files.writeString(
                settings,
                "<configuration version='2.0'><event name='dev.freeport.Reservation'>"
                        + "<setting name='enabled'>false</setting></event></configuration>");
        run(List.of("-XX:StartFlightRecording=filename=" + file + ",settings=" + settings));

        assertThat(events(file)).hasSize(3).noneMatch(event -> event.contains("Reservation: "));
    }

    @Test
    void areNotMissedWithoutTheModuleOfFlightRecorder() {
        assertThat(run(List.of("--limit-modules", "java.base,java.logging"))).contains("timed out", "done");
    }

    @Test
    void loadNothingWhileTheyAreOff() {
        List<String> lines = run(List.of("-verbose:class"));

        assertThat(lines)
                .filteredOn(line -> line.contains(" jdk.jfr.") || line.contains(" dev.freeport.internal.jfr."))
                .noneMatch(line -> line.contains("Event"))
                .hasSizeLessThanOrEqualTo(8);
    }

    private List<String> run(List<String> options, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(directory, PORT));
        arguments.addAll(List.of(more));
        List<String> lines = new ArrayList<>();
        try (ForkedJvm jvm = ForkedJvm.start(
                List.of(), options, System.getProperty("java.class.path"), RecordedJvm.class, arguments.toArray())) {
            for (String line = jvm.readLine(); !line.equals("<ended>"); line = jvm.readLine()) {
                lines.add(line);
            }
        }
        assertThat(lines).contains("done");
        return lines;
    }

    /** Returns the events of the kit in the order of their ends. */
    private static List<String> events(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.freeport."))
                .sorted(Comparator.comparing(RecordedEvent::getEndTime))
                .map(FlightRecordingTests::describe)
                .toList();
    }

    private static String describe(RecordedEvent event) {
        assertThat(event.getInt("port")).isEqualTo(PORT);
        assertThat(event.getString("protocols")).isEqualTo("tcp");
        String name = event.getEventType().getName().replace("dev.freeport.", "") + ": " + event.getString("purpose");
        switch (event.getEventType().getName()) {
            case "dev.freeport.Reservation" -> {
                assertThat(event.getDuration()).isPositive();
                return event.getString("leak") == null ? name : name + ": leak " + event.getString("leak");
            }
            case "dev.freeport.OpenReservation" -> {
                assertThat(event.getInstant("since")).isBefore(event.getStartTime());
                return name;
            }
            case "dev.freeport.Wait" -> {
                assertThat(event.getDuration()).isPositive();
                return name + (event.getBoolean("granted") ? ": granted" : ": not granted");
            }
            default -> {
                assertThat(event.getString("explanation")).startsWith(event.getString("reason"));
                return name + ": " + event.getString("reason");
            }
        }
    }
}
