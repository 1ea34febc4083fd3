package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.registry.JournalEntry.Event;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in the journals of others. */
class JournalsTests {
    private static final int PORT = 20000;
    private static final long LONGEST = 64 << 20;
    private static final ProcessIdentity JVM = OtherProcess.any();
    private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_000L);

    @TempDir
    Path path;

    private RegistryDirectory directory;
    private Path journal;

    @BeforeEach
    void open() {
        directory = RegistryDirectory.at(path);
        journal = directory.journal(JVM);
    }

    @ParameterizedTest
    @EnumSource(
            value = Event.class,
            names = {"BIND_FAILED", "LEAKED"})
    void doNotTakeAReservationForOverBecauseOfWhatHappenedToIt(Event event) throws IOException {
        write(line(Event.RESERVED, "first"), line(event, "first"));

        assertThat(holders().holder(PORT)).hasValueSatisfying(holder -> {
            assertThat(holder.pid()).isEqualTo(JVM.pid());
            assertThat(holder.since()).isEqualTo(NOW);
        });
        write(line(Event.RESERVED, "first"), line(Event.RELEASED, "first"), line(event, "first"));
        assertThat(holders().holder(PORT)).isEmpty();
        assertThat(holders().previousHolder(PORT).map(PreviousHolder::released)).hasValue(true);
    }

    @ParameterizedTest
    @CsvSource({"'', SERVERS", "closed, CLOSED", "occupied, OCCUPIED", "what will be, SERVERS"})
    void sayWhatThePortIsFor(String detail, PortUse use) throws IOException {
        write(entry(Event.RESERVED, "x", detail).line(JVM));

        assertThat(holders().holder(PORT).map(PortHolder::use)).hasValue(use);
    }

    @Test
    void areReadToTheEndIfTheyAreLong() throws IOException {
        String other = entry(Event.RELEASED, "x".repeat(1000), "")
                .line(JVM)
                .replace("\t" + PORT + "\t", "\t" + (PORT + 1) + "\t");
        write(line(Event.RESERVED, "first"), other.repeat(2500), line(Event.RESERVED, "last"));
        assertThat(journal.toFile().length()).isGreaterThan(2 << 20);

        assertThat(holders().holder(PORT).map(PortHolder::purpose)).hasValue("last");
    }

    @Test
    void arePassedOverIfTheyAreLargerThanAnyCanBe() throws IOException {
        write(line(Event.RESERVED, "x"));
        try (RandomAccessFile sparse = new RandomAccessFile(journal.toFile(), "rw")) {
            sparse.setLength(LONGEST);
            assertThat(holders().holder(PORT)).isPresent();
            sparse.setLength(LONGEST + 1);
            assertThat(holders().holder(PORT)).isEmpty();
        }
    }

    @Test
    void areNoneWhereTheDirectoryCannotBeListed() throws IOException {
        write(line(Event.RESERVED, "x"));
        FileCalls unreadable = new FileCalls() {
            @Override
            public List<Path> list(Path any, String glob) throws IOException {
                throw new IOException("unreadable");
            }
        };

        assertThat(Journals.ofPort(directory, Protocol.TCP, PORT, unreadable).holders())
                .isEmpty();
        assertThat(holders().holders()).containsOnlyKeys(PORT);
    }

    @Test
    void nameTheOneWhoHadThePortLast() throws IOException {
        ProcessIdentity ended = new ProcessIdentity(JVM.pid(), 1);
        String early = new JournalEntry(NOW.minusMillis(1), Event.RELEASED, Set.of(Protocol.TCP), PORT, "early", "")
                .line(ended);
        Files.writeString(directory.journal(ended), early);
        write(line(Event.RELEASED, "late"));

        assertThat(holders().previousHolder(PORT)).hasValueSatisfying(previous -> {
            assertThat(previous.purpose()).isEqualTo("late");
            assertThat(previous.at()).isEqualTo(NOW);
        });
        assertThat(holders().previousHolder(PORT + 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"journal-net1-boot-pid1-4711-12.tsv, 4711, 12", "journal-4711-12.tsv, 4711, 12"})
    void areNamedAfterTheirJvm(String name, long pid, long start) {
        assertThat(Journals.jvmOf(path.resolve(name))).hasValue(new ProcessIdentity(pid, start));
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal-12.tsv", "journal-", "ledger-net1-4711-12.tsv", "journal-net1-4711-x.tsv"})
    void areNothingElse(String name) {
        assertThat(Journals.jvmOf(path.resolve(name))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tcp", "udp", "tcp+udp"})
    void haveLinesThatAreReadAsTheyWereWritten(String protocols) {
        Set<Protocol> expected = protocols.length() > 3
                ? Set.of(Protocol.TCP, Protocol.UDP)
                : Set.of(Protocol.valueOf(protocols.toUpperCase(Locale.ROOT)));
        JournalEntry entry = new JournalEntry(NOW, Event.LEAKED, expected, PORT, "a\tb\u0085", "c\r\nd");

        String line = entry.line(new ProcessIdentity(4711, 12));

        assertThat(line).isEqualTo("1800000000000\tLEAKED\t" + protocols + "\t20000\t4711\t12\ta b\\u0085\tc  d\n");
        assertThat(JournalEntry.parse(line.strip()))
                .isEqualTo(new JournalEntry(NOW, Event.LEAKED, expected, PORT, "a b\\u0085", "c  d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1\tLEAKED\ttcp\t20000\t4711\t12\tx", "1\tLEAKED\ttcp\t20000\t4711\t12\tx\ty\tz"})
    void haveNoLinesOfMoreOrFewerFields(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalEntry.parse(line))
                .withMessage("not a line of a journal: " + line);
    }

    private Journals holders() {
        return Journals.ofPort(directory, Protocol.TCP, PORT);
    }

    private void write(String... lines) throws IOException {
        Files.writeString(journal, String.join("", lines));
    }

    private static String line(Event event, String purpose) {
        return entry(event, purpose, "").line(JVM);
    }

    private static JournalEntry entry(Event event, String purpose, String detail) {
        return new JournalEntry(NOW, event, Set.of(Protocol.TCP), PORT, purpose, detail);
    }
}
