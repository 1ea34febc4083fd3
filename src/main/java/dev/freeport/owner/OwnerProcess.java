package dev.freeport.owner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process that owns a socket. Implemented by Freeport alone: later versions may add methods.
 *
 * @since 0.1.0
 */
public interface OwnerProcess {
    /**
     * A process above another one.
     *
     * @param pid its process id
     * @param name its name in a word or two, such as {@code bash}, {@code Maven} or {@code java Shop}
     * @since 0.1.0
     */
    record Ancestor(long pid, String name) {
        /** Returns such as {@code 812 bash}. */
        @Override
        public String toString() {
            return pid + " " + name;
        }
    }

    /**
     * Returns the process id.
     *
     * @return the pid
     */
    long pid();

    /**
     * Returns the command line: secrets replaced by {@code ***}, long arguments shortened, that of a JVM behind its main class
     * or jar.
     *
     * @return the command line; the name of the program in brackets if the command line cannot be read
     */
    String command();

    /**
     * Returns the name of the user it runs as.
     *
     * @return the name; {@code unknown} if the system does not tell
     */
    String user();

    /**
     * Returns when it started.
     *
     * @return the time, if the system tells
     */
    Optional<Instant> started();

    /**
     * Returns its part in a build.
     *
     * @return the kind
     */
    OwnerKind kind();

    /**
     * Returns its working directory.
     *
     * @return the directory, if the system tells
     */
    Optional<String> directory();

    /**
     * Returns the processes above it, as far as they are visible.
     *
     * @return the ancestors, the parent first
     */
    List<Ancestor> ancestors();

    /**
     * Returns the container or the unit of systemd that it belongs to.
     *
     * @return such as {@code container 0a1b2c3d4e5f} or {@code unit nginx.service}, if known
     */
    Optional<String> unit();

    /**
     * Returns the address to which it forwards incoming connections, if it is a proxy of Docker.
     *
     * @return the address
     */
    Optional<String> forwardsTo();

    /**
     * Tells whether this is the calling JVM.
     *
     * @return whether it is
     */
    boolean isThisJvm();

    /**
     * Returns the name of the process in texts.
     *
     * @return such as {@code pid 4711}, or {@code this JVM (pid 4711)}
     */
    default String label() {
        return isThisJvm() ? "this JVM (pid " + pid() + ")" : "pid " + pid();
    }
}
