package dev.freeport.owner;

/**
 * Processes that are known by what they do in a build.
 *
 * @since 0.1.0
 */
public enum OwnerKind {
    /** A JVM in which the build of this JVM, or its IDE, runs tests too. */
    SIBLING_FORK("another test JVM of this build"),
    /** A JVM that was started to run tests, and what started it runs no more. */
    LEFTOVER_FORK("a test JVM left over from an earlier build"),
    /** A process that this JVM started, or that one of those started. */
    CHILD("started by this JVM"),
    /** An IDE. */
    IDE("an IDE"),
    /** Docker, which forwards the port to a container. */
    DOCKER("Docker"),
    /** The kernel, which serves for parts of the system. */
    KERNEL("the kernel"),
    /** Anything else. */
    OTHER("");

    private final String text;

    OwnerKind(String text) {
        this.text = text;
    }

    /**
     * Returns what it is, in words.
     *
     * @return the words; empty for {@link #OTHER}
     */
    public String text() {
        return text;
    }
}
