package dev.freeport.owner;

/**
 * The part of a process in a build.
 *
 * @since 0.1.0
 */
public enum OwnerKind {
    /** A JVM in which the build of this JVM, or its IDE, also runs tests. */
    SIBLING_FORK("another test JVM of this build"),
    /** A JVM that was started to run tests by a build that has ended. */
    LEFTOVER_FORK("a test JVM left over from an earlier build"),
    /** A process that this JVM or a descendant of it started. */
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

    /** {@return the kind in words; empty for {@link #OTHER}} */
    public String text() {
        return text;
    }
}
