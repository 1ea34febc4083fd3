package dev.freeport.diagnosis;

/**
 * How sure a cause is.
 *
 * @since 0.1.0
 */
public enum Certainty {
    /** The system shows it. */
    CERTAIN(""),
    /** It fits what the system shows, which does not show everything. */
    PROBABLE("probably: "),
    /** The system shows nothing of it; it is what is left, or usual. */
    NOT_VISIBLE("not visible from here, but usual: ");

    private final String prefix;

    Certainty(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }
}
