package dev.freeport.junit;

import java.util.Locale;

/** What is done with a port in code: one for each annotation. */
enum PortKind {
    FREE,
    FIXED,
    CLOSED,
    OCCUPIED;

    /** Changes the kind, once. */
    PortKind to(PortKind wanted) {
        if (this != FREE && this != wanted) {
            throw new IllegalArgumentException(
                    "a port cannot be " + text() + " and " + wanted.text() + ". Keep one of them.");
        }
        return wanted;
    }

    /**
     * Checks a part.
     *
     * @param possible whether it is not said, or can be of this kind
     */
    void require(String part, boolean possible) {
        if (!possible) {
            throw new IllegalArgumentException(part + " cannot be said of a port that is " + text()
                    + (this == FREE ? "." : ". Leave it out, or build a port that is not " + text() + "."));
        }
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
