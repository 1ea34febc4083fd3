package dev.freeport.diagnosis;

/**
 * How sure a cause is.
 *
 * @since 0.1.0
 */
public enum Certainty {
    /** The kernel shows it. */
    CERTAIN,
    /** It fits what the kernel shows, which does not show everything. */
    PROBABLE
}
