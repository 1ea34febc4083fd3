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
     */
    record Ancestor(long pid, String name) {
        /** Returns such as {@code 812 bash}. */
        @Override
        public String toString() {
            return pid + " " + name;
        }
    }

    /** {@return the process id} */
    long pid();

    /**
     * {@return the command line: secrets replaced by {@code ***}, long arguments shortened, that of a JVM behind its
     * main class or jar; the name of the program in brackets if it cannot be read}
     */
    String command();

    /** {@return the name of the user it runs as; {@code unknown} if the system does not show it} */
    String user();

    /** {@return when it started, if the system shows it} */
    Optional<Instant> started();

    /** {@return its part in a build} */
    OwnerKind kind();

    /** {@return its working directory, if the system shows it} */
    Optional<String> directory();

    /** {@return the processes above it as far as they are visible, its parent first} */
    List<Ancestor> ancestors();

    /** {@return its container or unit of systemd, such as {@code container 0a1b2c3d4e5f} or {@code unit nginx.service}} */
    Optional<String> unit();

    /** {@return its controlling terminal, such as {@code pts/3}, if it has one and the system shows it} */
    default Optional<String> terminal() {
        return Optional.empty();
    }

    /** {@return the address to which it forwards connections, if it is a proxy of Docker} */
    Optional<String> forwardsTo();

    /**
     * {@return how to stop what listens, where ending the process costs more than that or does not last: a sentence in the
     * imperative without its full stop, such as {@code Stop the unit (systemctl stop nginx.service)}}
     */
    default Optional<String> howToStop() {
        return Optional.empty();
    }

    /** {@return whether this is the calling JVM} */
    boolean isThisJvm();

    /** {@return its name in texts, such as {@code pid 4711}, or {@code this JVM (pid 4711)}} */
    default String label() {
        return isThisJvm() ? "this JVM (pid " + pid() + ")" : "pid " + pid();
    }
}
