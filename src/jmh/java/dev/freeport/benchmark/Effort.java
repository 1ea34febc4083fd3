package dev.freeport.benchmark;

/** How much is measured. Only the relation of figures of one run counts, so all of a run are measured alike. */
enum Effort {
    /** A few minutes, for a look. */
    SHORT(3, 2, 3, 300, 1500, 5),
    /** What the results in the repository are from. */
    FULL(5, 3, 5, 1000, 3000, 31);

    /** How often each thing is measured, in turn with the others, so that noise meets all alike. */
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
