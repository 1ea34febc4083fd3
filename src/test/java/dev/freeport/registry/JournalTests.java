package dev.freeport.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.owner.ProcessIdentity;
import dev.freeport.stack.Protocol;
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
        directory = RegistryDirectory.prepare(path, "test", FileCalls.SYSTEM);
        registry = new PortRegistry(null, EnumSet.noneOf(Guard.class), GuardSockets.SYSTEM);
    }

    @Test
    void saysWhoHoldsAPort() {
        Reservation reservation = reservation("ShopTests\tor\nso");
        Journal.open(directory, SystemCalls.SYSTEM)
                .write(reservation.entry(JournalEntry.Event.RESERVED, ""), List.of());

        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .hasValueSatisfying(holder -> {
                    assertThat(holder.pid()).isEqualTo(SELF.pid());
                    assertThat(holder.purpose()).isEqualTo("ShopTests or so");
                });
        assertThat(Journals.ofPort(directory, Protocol.TCP, 20001).holder(20001))
                .isEmpty();
    }

    @Test
    void saysNothingOfAPortThatIsReleased() {
        Journal journal = Journal.open(directory, SystemCalls.SYSTEM);
        journal.write(reservation("x").entry(JournalEntry.Event.RESERVED, ""), List.of());
        journal.write(reservation("x").entry(JournalEntry.Event.RELEASED, ""), List.of());

        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .isEmpty();
    }

    @Test
    void saysNothingOfAJvmThatHasEnded() throws IOException {
        String line = reservation("x").entry(JournalEntry.Event.RESERVED, "").line(DEAD);
        Files.writeString(directory.journal(DEAD), line);

        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .isEmpty();
    }

    @Test
    void isReadInSpiteOfGarbage() throws IOException {
        Files.write(directory.journal(SELF), new byte[] {0, -1, 10, 9, 9, 9, 10});
        Files.writeString(path.resolve(directory.journalsOfThisNetwork() + "x.tsv"), "1\tNONSENSE\t20000\tx\n");

        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .isEmpty();
    }

    @Test
    void startsAnewWithWhatIsHeldWhenItGetsLong() throws IOException {
        Journal journal = Journal.open(directory, SystemCalls.SYSTEM);
        Reservation held = reservation("held");
        held.grant();
        String filler = "x".repeat(100_000);
        for (int i = 0; i < 25; i++) {
            journal.write(reservation(filler).entry(JournalEntry.Event.RELEASED, ""), List.of(held));
        }

        assertThat(Files.size(directory.journal(SELF))).isLessThan(1_200_000);
        assertThat(Files.readString(directory.journal(SELF)))
                .containsPattern("^[0-9]+\tRESERVED\ttcp\t20000\t[0-9]+\t[0-9]+\theld\t\n");
    }

    private Reservation reservation(String purpose) {
        return new Reservation(registry, 20000, new Terms(purpose, true, Duration.ZERO));
    }
}
