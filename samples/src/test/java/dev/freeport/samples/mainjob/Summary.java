package dev.freeport.samples.mainjob;

import dev.freeport.samples.occupied.OccupiedPortRun;

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

    /** Whether the job succeeds. Nothing the control does fails it: collisions are what it is there for. */
    boolean isGood() {
        return freeport.failures().isEmpty()
                && freeport.jvms() == Round.JVMS
                && freeport.servers() >= FEWEST_SERVERS
                && occupied.isExplained();
    }

    String verdict() {
        if (!isGood()) {
            return "FAILED: " + whatFailed();
        }
        String good = "Good: no collision in " + freeport.servers() + " server starts on @FreePort ports; ";
        return classic.collisions() == 0
                ? good + "the control had none either this time,\nso this run does not show a difference."
                : good + "the classic way had " + classic.collisions() + "\nunder the same storm.";
    }

    private String whatFailed() {
        if (!freeport.failures().isEmpty()) {
            long others = freeport.failures(Failure.Kind.OTHER);
            return freeport.collisions() + " collisions and " + others + " other failures on @FreePort ports.";
        } else if (!occupied.isExplained()) {
            return "the message of the occupied port does not name process " + occupied.pid() + ", which had it.";
        }
        return "only " + freeport.servers() + " servers were started in " + freeport.jvms() + " JVMs.";
    }
}
