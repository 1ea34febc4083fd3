package dev.freeport.benchmark;

/** How long to measure: the same for all figures of a run, as only these can be compared. */
enum Effort {
    /** A few minutes, for a look. */
    SHORT(3, 2, 3, 300, 1500, 5),
    /** For the results in the repository. */
    FULL(5, 3, 5, 1000, 3000, 31);

    /** How often to measure each thing, in turn with the others, so that noise affects all alike. */
    final int rounds;

    final int warmUps;
    final int iterations;
    final int iterationMillis;
    final int loopMillis;
    final int freshJvms;

    Effort(int rounds, int warmUps, int iterations, int iterationMillis, int loopMillis, int freshJvms) {
        this.rounds = rounds;
        this.warmUps = warmUps;
        this.iterations = iterations;
        this.iterationMillis = iterationMillis;
        this.loopMillis = loopMillis;
        this.freshJvms = freshJvms;
    }
}
