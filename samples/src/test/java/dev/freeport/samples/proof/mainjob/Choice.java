package dev.freeport.samples.proof.mainjob;

/** The two ways to choose a port that the main job compares. */
enum Choice {
    FREEPORT("freeport", "dev.freeport.samples.proof.suite"),
    CLASSIC("classic", "dev.freeport.samples.proof.classic");

    private final String folder;
    private final String suite;

    Choice(String folder, String suite) {
        this.folder = folder;
        this.suite = suite;
    }

    /** Where its files are. */
    String folder() {
        return folder;
    }

    /** The package of its test classes. */
    String suite() {
        return suite;
    }
}
