package dev.freeport.samples.proof.mainjob;

import dev.freeport.fixture.StormCounts;
import dev.freeport.samples.proof.occupied.OccupiedPortRun;
import java.util.Optional;

/**
 * What came of the main job.
 *
 * @param freeport the round on injected ports
 * @param classic the control
 * @param occupied the sample of a port that another process has
 * @param network whether the rounds had a network of their own
 */
record Summary(RoundResult freeport, RoundResult classic, OccupiedPortRun occupied, OwnNetwork network) {
    private static final int FEWEST_SERVERS = 400;

    /** A small part of what a storm of full strength does before the suites begin. */
    private static final StormCounts WEAKEST_STORM = new StormCounts(1000, 100, 100, 0);

    /** Whether the job succeeds. Failed tests of the control are no reason: collisions are what it is there for. */
    boolean isGood() {
        return shortcoming().isEmpty();
    }

    String verdict() {
        if (!isGood()) {
            return "FAILED: " + shortcoming().get();
        }
        String good = "Good: no collision in " + freeport.servers() + " server starts on @FreePort ports; ";
        return classic.collisions() == 0
                ? good + "the control had none either this time,\nso this run does not show a difference."
                : good + "the classic way had " + classic.collisions() + "\nunder the same storm.";
    }

    private Optional<String> shortcoming() {
        if (!freeport.failures().isEmpty()) {
            long others = freeport.failures(Failure.Kind.OTHER);
            return Optional.of(
                    freeport.collisions() + " collisions and " + others + " other failures on @FreePort ports.");
        } else if (!occupied.isExplained()) {
            return Optional.of(
                    "the message of the occupied port does not name process " + occupied.pid() + ", which had it.");
        }
        long inside = freeport.portsInDynamicRange().orElse(0L);
        if (inside > 0) {
            return Optional.of(inside + " tests on @FreePort ports got one inside the dynamic range.");
        } else if (freeport.servers() < FEWEST_SERVERS) {
            return Optional.of("only " + freeport.servers() + " servers were started on @FreePort ports, not at least "
                    + FEWEST_SERVERS + ".");
        }
        return incomplete("@FreePort", freeport).or(() -> incomplete("control", classic));
    }

    /** A round proves nothing if it was not carried out. */
    private Optional<String> incomplete(String name, RoundResult round) {
        if (round.jvms() != Round.JVMS) {
            return Optional.of("only " + round.jvms() + " of " + Round.JVMS + " JVMs of the " + name
                    + " round ended well; see their logs.");
        }
        int divisor = network.isPossible() ? 1 : MainJob.GENTLE_DIVISOR;
        return reaches(round.storm(), divisor)
                ? Optional.empty()
                : Optional.of("there was hardly a storm in the " + name + " round.");
    }

    /** Whether there was at least a part of the weakest storm, of each kind. */
    private static boolean reaches(StormCounts storm, int divisor) {
        return storm.connections() >= WEAKEST_STORM.connections() / divisor
                && storm.boundConnections() >= WEAKEST_STORM.boundConnections() / divisor
                && storm.servers() >= WEAKEST_STORM.servers() / divisor;
    }
}
