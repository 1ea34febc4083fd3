package dev.freeport.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.owner.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTests {
    private static final ProcessIdentity SELF = ProcessIdentity.current();
    private static final ProcessIdentity DEAD = new ProcessIdentity(SELF.pid(), SELF.startTicks() + 1);

    @TempDir
    Path path;

    private RegistryDirectory directory;
    private PortRegistry registry;

    @BeforeEach
    void open() throws Exception {
        directory = RegistryDirectory.prepare(path, "test");
        registry = new PortRegistry(null, EnumSet.noneOf(Guard.class), GuardSockets.SYSTEM);
    }

    @Test
    void saysWhoHoldsAPort() {
        Reservation reservation = reservation("ShopTests\tor\nso");
        Journal.open(directory).write(reservation.entry(JournalEntry.Event.RESERVED), List.of());

        assertThat(JournalEntry.findHolder(path, 20000)).hasValueSatisfying(holder -> {
            assertThat(holder.pid()).isEqualTo(SELF.pid());
            assertThat(holder.purpose()).isEqualTo("ShopTests or so");
        });
        assertThat(JournalEntry.findHolder(path, 20001)).isEmpty();
    }

    @Test
    void saysNothingOfAPortThatIsReleased() {
        Journal journal = Journal.open(directory);
        journal.write(reservation("x").entry(JournalEntry.Event.RESERVED), List.of());
        journal.write(reservation("x").entry(JournalEntry.Event.RELEASED), List.of());

        assertThat(JournalEntry.findHolder(path, 20000)).isEmpty();
    }

    @Test
    void saysNothingOfAJvmThatHasEnded() throws IOException {
        String line = reservation("x").entry(JournalEntry.Event.RESERVED).line();
        Files.writeString(path.resolve(Journal.fileName(DEAD)), line);

        assertThat(JournalEntry.findHolder(path, 20000)).isEmpty();
    }

    @Test
    void isReadInSpiteOfGarbage() throws IOException {
        Files.write(path.resolve(Journal.fileName(SELF)), new byte[] {0, -1, 10, 9, 9, 9, 10});
        Files.writeString(path.resolve("journal-x.tsv"), "1\tNONSENSE\t20000\tx\n");

        assertThat(JournalEntry.findHolder(path, 20000)).isEmpty();
    }

    @Test
    void startsAnewWithWhatIsHeldWhenItGetsLong() throws IOException {
        Journal journal = Journal.open(directory);
        Reservation held = reservation("held");
        held.grant();
        String filler = "x".repeat(100_000);
        for (int i = 0; i < 25; i++) {
            journal.write(reservation(filler).entry(JournalEntry.Event.RELEASED), List.of(held));
        }

        assertThat(Files.size(path.resolve(Journal.fileName(SELF)))).isLessThan(1_200_000);
        assertThat(Files.readString(path.resolve(Journal.fileName(SELF)))).contains("\tRESERVED\t20000\theld\n");
    }

    private Reservation reservation(String purpose) {
        return new Reservation(registry, 20000, new Terms(purpose, true, Duration.ZERO));
    }
}
