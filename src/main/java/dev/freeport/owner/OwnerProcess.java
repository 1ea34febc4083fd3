package dev.freeport.owner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process that owns a socket.
 *
 * @param pid its process id
 * @param command its command line, secrets replaced by {@code ***} and long arguments shortened, for a JVM behind its main
 *     class or jar; the name of the program in brackets if there is no command line to be read
 * @param user the name of the user it runs as; {@code unknown} if the system does not say
 * @param started when it started, if the system says
 * @param kind what it is in a build
 * @param directory its working directory, if the system says
 * @param ancestors the processes above it as far as they can be seen, its parent first
 * @param unit the container or the unit of systemd that it is part of, such as {@code container 0a1b2c3d4e5f} or {@code
 *     unit nginx.service}, if it is known
 * @param forwardsTo the address to which it forwards what comes in, if it is a proxy of Docker
 * @since 0.1.0
 */
public record OwnerProcess(
        long pid,
        String command,
        String user,
        Optional<Instant> started,
        OwnerKind kind,
        Optional<String> directory,
        List<Ancestor> ancestors,
        Optional<String> unit,
        Optional<String> forwardsTo) {

    static final String UNKNOWN_USER = "unknown";

    /**
     * Creates one of which little is known.
     *
     * @param pid its process id
     * @param command its command line
     * @param user the name of the user it runs as
     * @param started when it started, if the system says
     */
    public OwnerProcess(long pid, String command, String user, Optional<Instant> started) {
        this(
                pid,
                command,
                user,
                started,
                OwnerKind.OTHER,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns one of which nothing is known but that it is there. */
    static OwnerProcess unknown(long pid) {
        return new OwnerProcess(pid, "[?]", UNKNOWN_USER, Optional.empty());
    }

    /**
     * Tells whether this is the JVM that asks.
     *
     * @return whether it is
     */
    public boolean isThisJvm() {
        return pid == ProcessIdentity.current().pid();
    }

    /**
     * Returns what a process is called in texts.
     *
     * @return such as {@code pid 4711}, or {@code this JVM (pid 4711)}
     */
    public String label() {
        return label(pid);
    }

    /**
     * Returns what a process is called in texts of which only the id is known.
     *
     * @param pid its process id
     * @return such as {@code pid 4711}, or {@code this JVM (pid 4711)}
     */
    public static String label(long pid) {
        return pid == ProcessIdentity.current().pid() ? "this JVM (pid " + pid + ")" : "pid " + pid;
    }
}
