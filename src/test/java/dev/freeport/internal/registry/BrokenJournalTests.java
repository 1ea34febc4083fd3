package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.stack.Protocol;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that cannot be written is said to end, once, and is needed by nobody. */
class BrokenJournalTests {
    private static final JournalEntry ENTRY =
            new JournalEntry(Instant.EPOCH, JournalEntry.Event.RELEASED, Set.of(Protocol.TCP), 20000, "a test", "");

    @TempDir
    Path path;

    private final Faulty files = new Faulty();
    private final SystemCalls calls = new SystemCalls(files, SocketCalls.SYSTEM, SystemCalls.ProcessCalls.SYSTEM);
    private RegistryDirectory directory;
    private Path file;

    @BeforeEach
    void open() {
        directory = RegistryDirectory.at(path);
        file = directory.journal(ProcessIdentity.current());
    }

    @Test
    void isNoneFromTheBeginning() {
        files.broken = "openToAppend";
        try (WarningsCapture warnings = new WarningsCapture()) {
            Journal journal = Journal.open(directory, calls);
            journal.write(ENTRY, List.of());
            journal.rest();
            journal.write(ENTRY, List.of());

            assertThat(warnings.texts())
                    .containsExactly("No journal: openToAppend fails; other JVMs will not know what this one holds.");
        }
        assertThat(files.closed).isEmpty();
    }

    @Test
    void endsAtTheFirstLineThatCannotBeWritten() throws IOException {
        Journal journal = Journal.open(directory, calls);
        journal.write(ENTRY, List.of());
        files.broken = "append";
        try (WarningsCapture warnings = new WarningsCapture()) {
            journal.write(ENTRY, List.of());
            files.broken = "";
            journal.write(ENTRY, List.of());
            journal.retire();

            assertThat(warnings.texts()).containsExactly("The journal " + file + " ends here: append fails");
        }
        assertThat(files.closed).hasSize(1);
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void endsIfItCannotBeOpenedAgain() {
        Journal journal = Journal.open(directory, calls);
        journal.write(ENTRY, List.of());
        journal.rest();
        assertThat(files.closed).as("at rest").hasSize(1);
        files.broken = "openToAppend";
        try (WarningsCapture warnings = new WarningsCapture()) {
            journal.write(ENTRY, List.of());
            journal.write(ENTRY, List.of());
            journal.rest();

            assertThat(warnings.texts()).containsExactly("The journal " + file + " ends here: openToAppend fails");
        }
    }

    @Test
    void isNotMissedIfItCannotBeDeletedAtRest() {
        Journal journal = Journal.open(directory, calls);
        files.broken = "delete";
        try (WarningsCapture warnings = new WarningsCapture()) {
            journal.rest();
            journal.write(ENTRY, List.of());

            assertThat(warnings.texts()).isEmpty();
        }
        assertThat(file).isNotEmptyFile();
    }

    /** Calls of which one fails. */
    private static final class Faulty implements FileCalls {
        private final List<Closeable> closed = new ArrayList<>();
        private String broken = "";

        @Override
        public FileOutputStream openToAppend(Path path) throws IOException {
            failIf("openToAppend");
            return FileCalls.super.openToAppend(path);
        }

        @Override
        public void append(FileOutputStream out, byte[] line) throws IOException {
            failIf("append");
            FileCalls.super.append(out, line);
        }

        @Override
        public void delete(Path path) throws IOException {
            failIf("delete");
            FileCalls.super.delete(path);
        }

        @Override
        public void close(Closeable opened) throws IOException {
            closed.add(opened);
            FileCalls.super.close(opened);
        }

        private void failIf(String call) throws IOException {
            if (broken.equals(call)) {
                throw new IOException(call + " fails");
            }
        }
    }
}
