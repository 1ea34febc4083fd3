package dev.freeport.samples.proof.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.fixture.StormCounts;
import dev.freeport.samples.proof.occupied.OccupiedPortRun;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTests {
    private static final StormCounts STORM = new StormCounts(1000, 100, 100, 4);
    private static final Failure COLLISION = new Failure(Failure.Kind.ADDRESS_IN_USE, "a test");
    private static final Failure OTHER = new Failure(Failure.Kind.OTHER, "a test");

    @Test
    void collisionsOfTheControlAreTold() {
        Summary summary = summary(round(1000), round(1000, COLLISION, COLLISION, OTHER));

        assertThat(summary.isGood()).isTrue();
        assertThat(summary.verdict()).startsWith("Good").contains("the classic way had 2");
        assertThat(new SummaryText(summary).complete()).contains("2 (2 of 1000 starts)", "10000-10001", "100-200");
    }

    @Test
    void controlWithoutCollisionsIsToldToo() {
        Summary summary = summary(round(1000), round(1000));

        assertThat(summary.isGood()).isTrue();
        assertThat(summary.verdict()).contains("does not show a difference");
    }

    @Test
    void ownFailuresFailTheJob() {
        assertThat(summary(round(1000, COLLISION), round(1000)).verdict()).contains("FAILED: 1 collisions and 0 other");
        assertThat(summary(round(1000, OTHER), round(1000)).isGood()).isFalse();
    }

    @Test
    void tooFewServersFailTheJob() {
        assertThat(summary(round(399), round(1000)).verdict())
                .isEqualTo("FAILED: only 399 servers were started on @FreePort ports, not at least 400.");
    }

    @Test
    void portInsideTheDynamicRangeFailsTheJob() {
        JvmRecord suites = new JvmRecord(1000, List.of(10_000, 10_001), List.of());
        RoundResult inside = new RoundResult(Round.JVMS, suites, STORM, Optional.of(new PortRange(10_001, 10_200)));

        assertThat(summary(inside, round(1000)).verdict())
                .isEqualTo("FAILED: 1 tests on @FreePort ports got one inside the dynamic range.");
        assertThat(summary(round(1000), inside).isGood()).isTrue();
    }

    @Test
    void jvmThatDidNotFinishFailsTheJobInEitherRound() {
        assertThat(summary(unfinished(), round(1000)).verdict())
                .isEqualTo("FAILED: only 3 of 4 JVMs of the @FreePort round ended well; see their logs.");
        assertThat(summary(round(1000), unfinished()).verdict())
                .isEqualTo("FAILED: only 3 of 4 JVMs of the control round ended well; see their logs.");
    }

    @Test
    void stormThatHardlyBlewFailsTheJobInEitherRound() {
        for (StormCounts weak : List.of(
                new StormCounts(999, 100, 100, 0),
                new StormCounts(1000, 99, 100, 0),
                new StormCounts(1000, 100, 99, 0))) {
            assertThat(summary(round(weak), round(1000)).verdict())
                    .isEqualTo("FAILED: there was hardly a storm in the @FreePort round.");
            assertThat(summary(round(1000), round(weak)).verdict())
                    .isEqualTo("FAILED: there was hardly a storm in the control round.");
        }
    }

    @Test
    void gentlerStormIsEnoughWithoutANetworkOfItsOwn() {
        OwnNetwork none = new OwnNetwork(List.of(), "not permitted");
        OccupiedPortRun occupied = summary(round(1000), round(1000)).occupied();
        RoundResult gentle = round(new StormCounts(100, 10, 10, 0));

        assertThat(new Summary(gentle, gentle, occupied, none).isGood()).isTrue();
        RoundResult weak = round(new StormCounts(99, 10, 10, 0));
        assertThat(new Summary(weak, gentle, occupied, none).isGood()).isFalse();
    }

    @Test
    void messageThatDoesNotNameTheProcessFailsTheJob() {
        OccupiedPortRun unexplained = new OccupiedPortRun(new AssertionError("no idea", new BindException()), 4711);
        Summary summary =
                new Summary(round(1000), round(1000), unexplained, new OwnNetwork(List.of(), "not permitted"));

        assertThat(summary.verdict()).contains("FAILED", "4711");
        assertThat(new SummaryText(summary).complete()).contains("gentler", "not permitted");
    }

    private static Summary summary(RoundResult freeport, RoundResult classic) {
        AssertionError failure = new AssertionError("port 1 is taken by process 4711", new BindException());
        return new Summary(
                freeport, classic, new OccupiedPortRun(failure, 4711), new OwnNetwork(List.of("unshare"), ""));
    }

    private static RoundResult unfinished() {
        return new RoundResult(Round.JVMS - 1, round(1000).suites(), STORM, Optional.empty());
    }

    private static RoundResult round(StormCounts storm) {
        return new RoundResult(Round.JVMS, round(1000).suites(), storm, Optional.empty());
    }

    private static RoundResult round(int servers, Failure... failures) {
        JvmRecord suites = new JvmRecord(servers, List.of(10_000, 10_001), List.of(failures));
        return new RoundResult(Round.JVMS, suites, STORM, Optional.of(new PortRange(100, 200)));
    }
}
