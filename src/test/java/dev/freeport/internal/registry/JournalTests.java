package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        registry = new PortRegistry(null, EnumSet.noneOf(GuardKind.class), GuardSockets.SYSTEM);
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

    /** Whoever wrote it did not escape anything. */
    @Test
    void saysNothingThatATerminalWouldObey() throws IOException {
        String line =
                reservation("PURPOSE").entry(JournalEntry.Event.RESERVED, "").line(SELF);
        Files.writeString(directory.journal(SELF), line.replace("PURPOSE", "a\u202eb\u001b[2J\u2028c"));

        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .map(PortHolder::purpose)
                .hasValue("a\\u202eb\\u001b[2J\\u2028c");
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
    void isDeletedWhenItRestsIfNothingStandsInIt() {
        Journal journal = Journal.open(directory, SystemCalls.SYSTEM);
        assertThat(directory.journal(SELF)).exists();
        journal.rest();
        assertThat(directory.journal(SELF)).doesNotExist();
        journal.rest();

        journal.write(reservation("x").entry(JournalEntry.Event.RESERVED, ""), List.of());
        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .isPresent();
    }

    @Test
    void goesOnWhereItRested() throws IOException {
        Journal journal = Journal.open(directory, SystemCalls.SYSTEM);
        journal.write(reservation("x").entry(JournalEntry.Event.RESERVED, ""), List.of());
        journal.rest();
        journal.write(reservation("x").entry(JournalEntry.Event.RELEASED, ""), List.of());
        journal.rest();

        assertThat(Files.readAllLines(directory.journal(SELF))).hasSize(2);
    }

    @Test
    void saysNothingOfAJvmThatHasEnded() throws IOException {
        String line = reservation("x").entry(JournalEntry.Event.RESERVED, "").line(DEAD);
        Files.writeString(directory.journal(DEAD), line);

        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .isEmpty();
    }

    @Test
    void saysWhoHadAPortBefore() throws IOException {
        Journal journal = Journal.open(directory, SystemCalls.SYSTEM);
        Reservation first = reservation("first");
        journal.write(first.entry(JournalEntry.Event.RESERVED, ""), List.of());
        assertThat(previous()).isEmpty();
        journal.write(first.entry(JournalEntry.Event.RELEASED, ""), List.of());

        assertThat(previous()).hasValueSatisfying(holder -> {
            assertThat(holder.pid()).isEqualTo(SELF.pid());
            assertThat(holder.purpose()).isEqualTo("first");
            assertThat(holder.released()).isTrue();
        });
    }

    @Test
    void saysWhichJvmHadAPortWhenItEnded() throws IOException {
        String line = reservation("x").entry(JournalEntry.Event.RESERVED, "").line(DEAD);
        Files.writeString(directory.journal(DEAD), line);

        assertThat(previous()).hasValueSatisfying(holder -> {
            assertThat(holder.pid()).isEqualTo(DEAD.pid());
            assertThat(holder.released()).isFalse();
        });
    }

    @Test
    void ofAnotherNetworkNamespaceSaysNothingHere() throws IOException {
        String line = reservation("x").entry(JournalEntry.Event.RESERVED, "").line(SELF);
        String name = directory.journal(SELF).getFileName().toString();
        Files.writeString(path.resolve(name.replace("journal-net", "journal-net9")), line);

        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .isEmpty();
        Files.writeString(path.resolve(name), line);
        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .isPresent();
    }

    @Test
    void ofAnotherPidNamespaceTellsAtMostWhoHadThePortBefore() throws IOException {
        Reservation reservation = reservation("x");
        Path foreign =
                path.resolve(directory.journal(SELF).getFileName().toString().replaceFirst("-pid[0-9]+-", "-pid9-"));
        Files.writeString(
                foreign, reservation.entry(JournalEntry.Event.RESERVED, "").line(SELF));
        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .isEmpty();

        Path unknown =
                path.resolve(directory.journal(DEAD).getFileName().toString().replaceFirst("-pid[0-9]+-", "-pid9-"));
        Files.writeString(
                unknown, reservation.entry(JournalEntry.Event.RESERVED, "").line(DEAD));
        assertThat(previous()).as("it may hold it still").isEmpty();

        Files.writeString(
                foreign, reservation.entry(JournalEntry.Event.RELEASED, "").line(SELF));
        assertThat(previous()).isPresent();
    }

    @Test
    void isReadEvenIfAnotherCannotBe() throws IOException {
        Files.createDirectory(path.resolve(directory.journalsOfThisNetwork() + "pid1-1-1.tsv"));
        Journal.open(directory, SystemCalls.SYSTEM)
                .write(reservation("x").entry(JournalEntry.Event.RESERVED, ""), List.of());

        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .isPresent();
    }

    @Test
    void keepsTheProtocolsApart() {
        Reservation udp = new Reservation(
                registry, 20000, new ReservationOptions("x", Duration.ZERO).withProtocols(Set.of(Protocol.UDP)));
        Journal.open(directory, SystemCalls.SYSTEM).write(udp.entry(JournalEntry.Event.RESERVED, ""), List.of());

        assertThat(Journals.ofPort(directory, Protocol.TCP, 20000).holder(20000))
                .isEmpty();
        assertThat(Journals.of(directory, Protocol.UDP).holders()).containsOnlyKeys(20000);
    }

    @Test
    void growsWithWhatIsHeldAndIsNotBegunAnewAtEachEvent() throws IOException {
        List<Reservation> held = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Reservation large = reservation("x".repeat(100_000));
            large.grant();
            held.add(large);
        }
        Journal journal = Journal.open(directory, SystemCalls.SYSTEM);
        held.forEach(large -> journal.write(large.entry(JournalEntry.Event.RESERVED, ""), held));
        journal.write(reservation("first").entry(JournalEntry.Event.RELEASED, ""), held);
        journal.write(reservation("second").entry(JournalEntry.Event.RELEASED, ""), held);

        assertThat(Files.readString(directory.journal(SELF))).contains("\tfirst\t", "\tsecond\t");
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

    @Test
    void theLatestOfMoreJvmsThanAreReadIsKnown() throws IOException {
        for (int i = 0; i < 100; i++) {
            ProcessIdentity dead = new ProcessIdentity(DEAD.pid() + i, DEAD.startTicks());
            String line = i == 0 || i == 1
                    ? reservation("x" + i)
                            .entry(JournalEntry.Event.RESERVED, "")
                            .line(dead)
                    : "";
            Files.writeString(directory.journal(dead), line);
            // the first is the latest of all, the second the earliest
            Instant time = Instant.EPOCH.plusSeconds(i == 0 ? 1000 : i);
            Files.setLastModifiedTime(directory.journal(dead), FileTime.from(time));
        }

        assertThat(previous().map(PreviousHolder::purpose)).hasValue("x0");
        Files.delete(directory.journal(DEAD));
        assertThat(previous()).as("only the latest are read").isEmpty();
    }

    private Optional<PreviousHolder> previous() {
        return Journals.ofPort(directory, Protocol.TCP, 20000).previousHolder(20000);
    }

    private Reservation reservation(String purpose) {
        return new Reservation(registry, 20000, new ReservationOptions(purpose, Duration.ZERO));
    }
}
