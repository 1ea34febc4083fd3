package dev.freeport.samples.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.samples.occupied.OccupiedPortRun;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTests {
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
        assertThat(summary(round(399), round(1000)).verdict()).contains("FAILED: only 399 servers");
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

    private static RoundResult round(int servers, Failure... failures) {
        JvmRecord suites = new JvmRecord(servers, List.of(10_000, 10_001), List.of(failures));
        return new RoundResult(Round.JVMS, suites, new StormCounts(1, 2, 3, 4), Optional.of(new PortRange(100, 200)));
    }
}
