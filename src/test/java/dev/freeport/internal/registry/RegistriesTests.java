package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.WarningsCapture;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RegistriesTests {
    private static final ProcessIdentity SELF = ProcessIdentity.current();
    private static final ReservationOptions OPTIONS = new ReservationOptions("a test", Duration.ZERO);

    private static final String DIRECTORY = "freeport.directory";

    @TempDir
    Path directory;

    private final PortPool pool = TestPorts.pool(TestPorts.range(3));
    private final int low = pool.next(0);
    private final List<Reservation> held = new ArrayList<>();
    private @Nullable String configured;

    @BeforeEach
    void remember() {
        configured = System.getProperty(DIRECTORY);
    }

    @AfterEach
    void restore() {
        held.forEach(Reservation::release);
        if (configured == null) {
            System.clearProperty(DIRECTORY);
        } else {
            System.setProperty(DIRECTORY, configured);
        }
    }

    @Test
    void areOneForEachDirectoryHoweverItIsWritten() throws Exception {
        PortRegistry registry = Registries.at(directory);

        assertThat(Registries.at(directory.resolve("x/../."))).isSameAs(registry);
        assertThat(Registries.at(directory.resolve("x"))).isNotSameAs(registry);
        assertThat(Registries.byDefault())
                .isNotNull()
                .isSameAs(Registries.byDefault())
                .isNotSameAs(registry);
    }

    @Test
    void refuseADirectoryThatCannotServe() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> Registries.at(file))
                    .withMessage("freeport.directory (" + file
                            + ") is not a directory. Name a directory, or a path that does not exist yet.");
        }
    }

    /** Else each request would have its own, and one UDP port could be reserved twice in one JVM. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions of POSIX")
    void areOneThoughTheirDirectoryCannotBeUsed() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (WarningsCapture warnings = new WarningsCapture()) {
            PortRegistry registry = Registries.withOrWithoutFiles(directory);
            ReservationOptions udp = OPTIONS.withProtocols(Set.of(Protocol.UDP));
            held.add(new FixedPortWait(registry, low, udp).await(Duration.ZERO));

            assertThat(Registries.withOrWithoutFiles(directory)).isSameAs(registry);
            assertThatExceptionOfType(PortRefusedException.class)
                    .isThrownBy(() ->
                            new FixedPortWait(Registries.withOrWithoutFiles(directory), low, udp).await(Duration.ZERO));
            assertThat(Registries.own(Protocol.UDP, low)).containsSame(held.get(0));
            assertThat(warnings.texts())
                    .containsExactly("Kernel locks alone hold ports: the default lock directory (" + directory
                            + ") is writable by other users (mode 777). Name a directory that no other user may"
                            + " write. Or set freeport.directory.");
        }
    }

    @Test
    void tellWhatIsReservedSinceAMomentTheNewestFirst() throws Exception {
        Reservation before = reserve(directory);
        long start = System.nanoTime();
        Reservation first = reserve(directory.resolve("x"));
        Reservation second = reserve(directory.resolve("x"));
        assertThat(Registries.reservedSince(start)).containsExactly(second, first);

        first.release();

        assertThat(Registries.reservedSince(start)).containsExactly(second);
        assertThat(Registries.reservedSince(second.sinceNanos())).containsExactly(second);
        assertThat(Registries.reservedSince(before.sinceNanos())).containsExactlyInAnyOrder(before, second);
    }

    @Test
    void closeAtRestWhatNothingStandsIn() throws Exception {
        Registries.at(directory);
        Path journal = RegistryDirectory.at(directory).journal(SELF);
        assertThat(journal).isEmptyFile();

        Registries.rest();

        assertThat(journal).doesNotExist();
    }

    @Test
    void withOneGuardAloneMakeFilesOnlyForThoseThatAreFiles() throws Exception {
        Path unused = directory.resolve("unused");
        assertThat(Registries.withOnly(GuardKind.KERNEL, unused)).isNotNull();
        assertThat(unused).doesNotExist();

        PortRegistry alone = Registries.withOnly(GuardKind.LEDGER, directory);
        held.add(new PoolSearch(alone, pool, OPTIONS).one());
        assertThat(RegistryDirectory.at(directory).ledger()).exists();
        assertThat(held.get(0).isGuarded()).isFalse();
        assertThat(Registries.at(directory)).isNotSameAs(alone);
    }

    @Nested
    class OfTheConfiguredDirectory {
        @Test
        void areWhereThePropertySays() {
            System.setProperty(DIRECTORY, " " + directory.resolve("x/../y") + " ");
            assertThat(Registries.directory()).isEqualTo(directory.resolve("y"));
        }

        @Test
        void areInTheUsualPlaceIfItSaysNothingOrNonsense() {
            System.clearProperty(DIRECTORY);
            assertThat(Registries.directory()).isEqualTo(RegistryDirectory.byDefault());

            System.setProperty(DIRECTORY, "\0");
            assertThat(Registries.directory()).isEqualTo(RegistryDirectory.byDefault());
        }

        @Test
        void tellOfOtherJvmsThoughNothingIsReservedThere() throws Exception {
            System.setProperty(DIRECTORY, directory.toString());
            ProcessIdentity other = OtherProcess.any();
            write(other, entry(JournalEntry.Event.RESERVED, "another test"));

            assertThat(Registries.history(Protocol.TCP, low).holder()).hasValueSatisfying(holder -> {
                assertThat(holder.pid()).isEqualTo(other.pid());
                assertThat(holder.purpose()).isEqualTo("another test");
                assertThat(holder.isThisJvm()).isFalse();
            });
            assertThat(Registries.holders(Protocol.TCP)).containsKey(low);
            assertThat(Registries.holders(Protocol.UDP)).doesNotContainKey(low);
        }
    }

    @Nested
    class OfOnePort {
        @Test
        void nameThisJvmAndNobodyBefore() throws Exception {
            write(OtherProcess.any(), entry(JournalEntry.Event.RELEASED, "another test"));
            Reservation reservation = new FixedPortWait(Registries.at(directory), low, OPTIONS).await(Duration.ZERO);
            held.add(reservation);

            PortHistory history = Registries.history(Protocol.TCP, low);

            assertThat(history.holder()).hasValueSatisfying(holder -> {
                assertThat(holder.pid()).isEqualTo(SELF.pid());
                assertThat(holder.since()).isEqualTo(reservation.since());
                assertThat(holder.isThisJvm()).isTrue();
            });
            assertThat(history.past().get()).isEmpty();
            assertThat(Registries.own(Protocol.TCP, low)).containsSame(reservation);
            assertThat(Registries.own(Protocol.UDP, low)).isEmpty();
            assertThat(Registries.holders(Protocol.TCP)).containsEntry(low, reservation.holder());
            assertThat(Registries.holders(Protocol.UDP)).doesNotContainKey(low);
        }

        @Test
        void nameWhoHadItLastInAnyDirectory() throws Exception {
            Registries.at(directory);
            Path elsewhere = directory.resolve("elsewhere");
            Registries.at(elsewhere);
            for (Path where : List.of(directory, elsewhere)) {
                reserveLow(where).release(Duration.ZERO);
            }
            Instant now = Instant.now();
            write(OtherProcess.any(), entry(now.plusSeconds(1), JournalEntry.Event.RELEASED, "the earlier"));
            write(elsewhere, OtherProcess.any(), entry(now.plusSeconds(2), JournalEntry.Event.RELEASED, "the latest"));

            PortHistory history = Registries.history(Protocol.TCP, low);

            assertThat(history.holder()).isEmpty();
            assertThat(history.past().get().map(PreviousHolder::purpose)).hasValue("the latest");
        }

        @Test
        void readNoJournalOfThePastIfTheLedgerHasNoTraceOfThePort() throws Exception {
            Registries.at(directory);
            write(OtherProcess.any(), entry(Instant.now(), JournalEntry.Event.RELEASED, "the past"));

            // another directory of this user may know the port
            assertThat(Registries.history(Protocol.TCP, low).past().get().map(PreviousHolder::purpose))
                    .isNotEqualTo(Optional.of("the past"));
        }

        @Test
        void sayThatItIsOccupiedAndByWhom() throws Exception {
            Reservation reservation = reserve(directory);
            int port = reservation.port();
            OccupiedPorts.add(Protocol.TCP, port, 4711);
            OccupiedPorts.add(Protocol.TCP, port, SELF.pid());

            assertThat(Registries.history(Protocol.TCP, port).occupiers()).containsExactly(4711L, SELF.pid());
            assertThat(Registries.history(Protocol.UDP, port).occupiers()).isEmpty();
            assertThat(reservation.holder().use()).isEqualTo(PortUse.OCCUPIED);
            assertThat(journaled(port))
                    .hasValueSatisfying(holder -> assertThat(holder.use()).isEqualTo(PortUse.OCCUPIED));

            OccupiedPorts.remove(Protocol.TCP, port, 4711);
            assertThat(Registries.history(Protocol.TCP, port).occupiers()).containsExactly(SELF.pid());
            OccupiedPorts.remove(Protocol.TCP, port, SELF.pid());
            assertThat(Registries.history(Protocol.TCP, port).occupiers()).isEmpty();
        }

        @Test
        void doNotHoldItAgainForThoseWhoReadOnlyBecauseItIsFoundOccupiedLater() throws Exception {
            Reservation reservation = reserve(directory);
            reservation.release();
            reservation.noteOccupied();

            assertThat(journaled(reservation.port())).isEmpty();
        }

        @Test
        void doNotNeedFilesToNoteThatItIsOccupied() throws Exception {
            PortRegistry withoutFiles = new PortRegistry(null, EnumSet.of(GuardKind.KERNEL), GuardSockets.SYSTEM);
            Reservation reservation = new PoolSearch(withoutFiles, pool, OPTIONS).one();
            held.add(reservation);

            reservation.noteOccupied();
            withoutFiles.rest();

            assertThat(withoutFiles.holders(Set.of(Protocol.TCP)).values())
                    .extracting(PortHolder::use)
                    .containsExactly(PortUse.OCCUPIED);
        }
    }

    private Reservation reserve(Path where) throws UnusableDirectoryException, PoolExhaustedException {
        Reservation reservation = new PoolSearch(Registries.at(where), pool, OPTIONS).one();
        held.add(reservation);
        return reservation;
    }

    private Reservation reserveLow(Path where) throws Exception {
        PortRegistry registry = Registries.at(where);
        Reservation reservation = registry.attempt(low, OPTIONS, true, false, new RefusalCounts());
        assertThat(reservation).isNotNull();
        return Objects.requireNonNull(reservation);
    }

    private Optional<PortHolder> journaled(int port) {
        return Journals.ofPort(RegistryDirectory.at(directory), Protocol.TCP, port)
                .holder(port);
    }

    private JournalEntry entry(JournalEntry.Event event, String purpose) {
        return entry(Instant.now(), event, purpose);
    }

    private JournalEntry entry(Instant at, JournalEntry.Event event, String purpose) {
        return new JournalEntry(at, event, Set.of(Protocol.TCP), low, purpose, "");
    }

    private void write(ProcessIdentity jvm, JournalEntry entry) throws IOException {
        write(directory, jvm, entry);
    }

    private static void write(Path where, ProcessIdentity jvm, JournalEntry entry) throws IOException {
        Files.writeString(RegistryDirectory.at(where).journal(jvm), entry.line(jvm));
    }
}
