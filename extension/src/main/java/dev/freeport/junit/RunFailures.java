package dev.freeport.junit;

/** Explains the failed binds of tests that may not use {@link FreePort}, for the listener of JUnit's launcher. */
public final class RunFailures {
    private RunFailures() {}

    /**
     * Explains a failure on the standard error and among what it suppresses, if it is that of a bind and nobody has
     * explained it. Never throws.
     *
     * @param failure what a test threw
     * @param test the name of the test
     */
    public static void explain(Throwable failure, String test) {
        BindFailures.explainBeside(failure)
                .ifPresent(explanation -> System.err.println(
                        "In " + test + ": " + failure + System.lineSeparator() + explanation.getMessage()));
    }
}
