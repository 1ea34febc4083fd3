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
    /** An IDE, or a part of one, such as its server on a remote host. */
    IDE("an IDE"),
    /** A build tool that stays between builds, such as the daemon of Gradle. */
    BUILD_DAEMON("a build daemon"),
    /** What runs the jobs of a CI server on this host. */
    CI_AGENT("a CI agent"),
    /** A container engine or a virtual machine, or what publishes or watches containers for one. */
    CONTAINER_ENGINE("a container engine"),
    /** Forwards the connections of others, such as an SSH session with {@code -R} or {@code kubectl port-forward}. */
    FORWARDER("a port forwarder"),
    /** Runs other programs and starts them again, or listens for them, such as supervisord and xinetd. */
    SUPERVISOR("a supervisor"),
    /** A terminal, or the leader of a session in one: what runs there ends with it. */
    SESSION("an interactive session"),
    /** A part of the operating system. */
    SYSTEM("part of the operating system"),
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
