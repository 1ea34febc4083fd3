package org.junit.internal;

/** Bears the name by which JUnit Jupiter recognises what an assumption of JUnit 4 throws. */
public class AssumptionViolatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected AssumptionViolatedException(Throwable cause) {
        super("no server here", cause);
    }
}
