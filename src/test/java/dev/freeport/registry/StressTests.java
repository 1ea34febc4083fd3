package dev.freeport.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Short runs of the stress that {@code mvn -q -P stress -pl src verify} puts on the registry for long. With each guard
 * switched off, the same harness sees the damage.
 */
@EnabledOnOs(OS.LINUX)
class StressTests {
    private static final double SHORT = 1.5;
    private static final double UNTIL_SEEN = 30;
    private static final long NEVER_ENOUGH = Long.MAX_VALUE;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void noPortHasTwoOwners(StressAdversary adversary) throws Exception {
        StressResult result = StressRun.of(directory, EnumSet.allOf(Guard.class), adversary, SHORT, NEVER_ENOUGH);

        assertThat(result.doubleOwners()).isZero();
        assertThat(result.rounds()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void noPortHasTwoOwnersThoughThereIsOneGuardAlone(Guard guard) throws Exception {
        StressResult result = StressRun.of(directory, EnumSet.of(guard), StressAdversary.NOTHING, SHORT, NEVER_ENOUGH);

        assertThat(result.doubleOwners()).isZero();
        assertThat(result.rounds()).isPositive();
    }

    @Test
    void withoutGuardsPortsHaveTwoOwners() throws Exception {
        assertDamage(EnumSet.noneOf(Guard.class), StressAdversary.NOTHING);
    }

    @Test
    void withoutLedgerAndSocketAnOpenedAndClosedLockFileGivesPortsTwoOwners() throws Exception {
        assertDamage(EnumSet.of(Guard.LOCK), StressAdversary.OPEN_AND_CLOSE);
    }

    @Test
    void withoutLedgerAndSocketADeletedLockFileGivesPortsTwoOwners() throws Exception {
        assertDamage(EnumSet.of(Guard.LOCK), StressAdversary.UNLINK_LOCK);
    }

    @Test
    void withoutLockAndSocketACutOffLedgerGivesPortsTwoOwners() throws Exception {
        assertDamage(EnumSet.of(Guard.LEDGER), StressAdversary.TRUNCATE);
    }

    @Test
    void withoutSocketDeletedFilesGivePortsTwoOwners() throws Exception {
        assertDamage(EnumSet.of(Guard.LOCK, Guard.LEDGER), StressAdversary.UNLINK_BOTH);
    }

    private void assertDamage(Set<Guard> guards, StressAdversary adversary) throws Exception {
        assertThat(StressRun.of(directory, guards, adversary, UNTIL_SEEN, 1).doubleOwners())
                .as("double owners that the oracle saw")
                .isPositive();
    }
}
