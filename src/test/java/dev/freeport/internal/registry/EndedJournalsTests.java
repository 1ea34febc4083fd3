package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An explanation reads a bounded part of what JVMs that have ended have left. */
class EndedJournalsTests {
    private static final int PORT = 20000;
    private static final int MEGABYTE = 1 << 20;
    private static final ProcessIdentity SELF = ProcessIdentity.current();

    @TempDir
    Path path;

    private final List<Path> asked = new ArrayList<>();
    private final FileCalls noting = new FileCalls() {
        @Override
        public @Nullable BasicFileAttributes stat(Path file) throws IOException {
            asked.add(file);
            return FileCalls.super.stat(file);
        }
    };

    private RegistryDirectory directory;

    @BeforeEach
    void open() {
        directory = RegistryDirectory.at(path);
    }

    @Test
    void areAskedForTheirTimesOfTheJvmsThatStartedLastOnceAndOnDemand() throws IOException {
        for (int jvm = 1; jvm <= 300; jvm++) {
            write(jvm, 0, "");
        }
        write(44, 1000, line(0, "44"));
        Journals journals = Journals.ofPort(directory, Protocol.TCP, PORT, noting);
        assertThat(asked).isEmpty();

        assertThat(journals.previousHolder(PORT))
                .as("a JVM that started too early")
                .isEmpty();
        assertThat(asked).hasSize(256).doesNotHaveDuplicates().contains(journal(45), journal(300));

        write(45, 1000, line(0, "45"));
        assertThat(purpose()).hasValue("45");
    }

    @Test
    void areReadUntilTheyAreTooLargeTogether() throws IOException {
        write(1, 1, line(0, "early"));
        write(2, 2, line(1, "late"));
        for (int jvm = 3; jvm <= 4; jvm++) {
            write(jvm, 3, "");
            enlarge(jvm, MEGABYTE - line(1, "late").length());
        }
        assertThat(purpose()).hasValue("late");

        enlarge(2, line(1, "late").length() * 2 + 1);
        assertThat(purpose()).isEmpty();
    }

    @Test
    void areNotReadIfTheyWereWrittenBeforeWhatIsKnown() throws IOException {
        write(1, 10, line(30, "a time at which nothing was written"));
        write(2, 11, line(10, "later"));
        write(3, 12, line(5, "sooner"));
        assertThat(purpose()).hasValue("a time at which nothing was written");

        write(3, 12, line(11, "sooner"));
        assertThat(purpose()).hasValue("sooner");
    }

    private Optional<String> purpose() {
        return Journals.ofPort(directory, Protocol.TCP, PORT)
                .previousHolder(PORT)
                .map(PreviousHolder::purpose);
    }

    /** Writes the journal of a JVM that started the later, the higher its number is. */
    private void write(int jvm, int lastWritten, String text) throws IOException {
        Files.writeString(journal(jvm), text);
        Files.setLastModifiedTime(journal(jvm), FileTime.from(Instant.EPOCH.plusSeconds(lastWritten)));
    }

    private void enlarge(int jvm, int size) throws IOException {
        FileTime time = Files.getLastModifiedTime(journal(jvm));
        try (RandomAccessFile sparse = new RandomAccessFile(journal(jvm).toFile(), "rw")) {
            sparse.setLength(size);
        }
        Files.setLastModifiedTime(journal(jvm), time);
    }

    private Path journal(int jvm) {
        return directory.journal(ended(jvm));
    }

    private static String line(int at, String purpose) {
        return new JournalEntry(
                        Instant.EPOCH.plusSeconds(at),
                        JournalEntry.Event.RELEASED,
                        Set.of(Protocol.TCP),
                        PORT,
                        purpose,
                        "")
                .line(SELF);
    }

    private static ProcessIdentity ended(int jvm) {
        return new ProcessIdentity(SELF.pid(), SELF.startTicks() + jvm);
    }
}
