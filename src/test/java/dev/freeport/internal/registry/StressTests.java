package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freeport.condition.Proofs;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Short runs of the stress that {@code mvn -q -P stress -pl src verify} puts on the registry for long. With each guard
 * switched off, the same harness sees the damage.
 */
@Tag("proof")
class StressTests {
    private static final double SHORT = Proofs.choose(500, 5_000) / 1e3;
    private static final double UNTIL_SEEN = 30;
    private static final double STRIKES = Proofs.choose(1_500, 14_000) / 1e3;
    private static final double LATER = Proofs.choose(500, 14_000) / 1e3;

    /** Two that live, and one that is killed again and again, on a slow machine before it contends. */
    private static final int JVMS = Proofs.choose(3, 4);

    private static final long NEVER_ENOUGH = Long.MAX_VALUE;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void noPortHasTwoOwners(StressAdversary adversary) throws Exception {
        assumeTrue(adversary.isHere(), "there is no such thing on Windows");
        assumeTrue(
                adversary != StressAdversary.UNLINK_BOTH && adversary != StressAdversary.REMOVE_DIRECTORY
                        || !OS.MAC.isCurrentOs(),
                "only kernel locks withstand it, or files that cannot be deleted");
        StressResult result =
                StressRun.of(directory, JVMS, EnumSet.allOf(GuardKind.class), adversary, SHORT, NEVER_ENOUGH);

        assertThat(result.doubleOwners()).isZero();
        assertThat(result.rounds()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void noPortHasTwoOwnersThoughThereIsOneGuardAlone(GuardKind guard) throws Exception {
        assumeTrue(guard != GuardKind.KERNEL || !OS.MAC.isCurrentOs(), "macOS has one address of 127.0.0.0/8");
        StressResult result =
                StressRun.of(directory, JVMS, EnumSet.of(guard), StressAdversary.NOTHING, SHORT, NEVER_ENOUGH);

        assertThat(result.doubleOwners()).isZero();
        assertThat(result.rounds()).isPositive();
    }

    @Test
    void withoutGuardsPortsHaveTwoOwners() throws Exception {
        assertDamage(EnumSet.noneOf(GuardKind.class), StressAdversary.NOTHING);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a lock there belongs to the handle, not to the process")
    void withoutLedgerAndKernelLockAnOpenedAndClosedLockFileGivesPortsTwoOwners() throws Exception {
        assertDamage(EnumSet.of(GuardKind.LOCK), StressAdversary.OPEN_AND_CLOSE);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "what a JVM has open cannot be deleted there")
    void withoutLedgerAndKernelLockADeletedLockFileGivesPortsTwoOwners() throws Exception {
        assertDamage(EnumSet.of(GuardKind.LOCK), StressAdversary.UNLINK_LOCK);
    }

    @Test
    @DisabledIfSystemProperty(
            named = "wine",
            matches = "true",
            disabledReason = "too slow there for the damage to be sure")
    void withoutLockAndKernelLockACutOffLedgerGivesPortsTwoOwners() throws Exception {
        assertDamage(EnumSet.of(GuardKind.LEDGER), StressAdversary.TRUNCATE);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "what a JVM has open cannot be deleted there")
    void withoutKernelLockDeletedFilesGivePortsTwoOwners() throws Exception {
        assertDamage(EnumSet.of(GuardKind.LOCK, GuardKind.LEDGER), StressAdversary.UNLINK_BOTH);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "what a JVM has open cannot be deleted there")
    void withoutKernelLockADeletedDirectoryGivesPortsTwoOwners() throws Exception {
        assertDamage(EnumSet.of(GuardKind.LOCK, GuardKind.LEDGER), StressAdversary.REMOVE_DIRECTORY);
    }

    /** A JVM that took a passing error for a lasting one would meet no other JVM any more. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "what a JVM has open cannot be deleted there")
    void withoutKernelLockNoPortHasTwoOwnersOnceTheDirectoryIsNoLongerDeleted() throws Exception {
        StressResult result = StressRun.pastRecovery(
                directory,
                JVMS,
                EnumSet.of(GuardKind.LOCK, GuardKind.LEDGER),
                StressAdversary.REMOVE_DIRECTORY,
                STRIKES,
                LATER);

        assertThat(result.later()).as("later").isZero();
        assertThat(result.rounds()).isPositive();
    }

    private void assertDamage(Set<GuardKind> guards, StressAdversary adversary) throws Exception {
        assertThat(StressRun.of(directory, JVMS, guards, adversary, UNTIL_SEEN, 1)
                        .doubleOwners())
                .as("double owners that the oracle saw")
                .isPositive();
    }
}
