package dev.freeport.condition;

/**
 * How long the long proofs are: short in each build, whole with {@code mvn -B -ntp -P proofs verify} and in CI. They are
 * tagged {@code proof}.
 */
public final class Proofs {
    private static final boolean WHOLE = Boolean.getBoolean("tests.proofs");

    private Proofs() {}

    /** Returns how much a proof does: as much as shows that it works, or all. */
    public static int choose(int inShort, int whole) {
        return WHOLE ? whole : inShort;
    }
}
