package dev.freeport.samples.proof.mainjob;

import dev.freeport.samples.proof.servers.WrongServer;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/**
 * A test that failed.
 *
 * @param kind why
 * @param message which test it was and what it threw
 */
record Failure(Kind kind, String message) {
    boolean isCollision() {
        return kind != Kind.OTHER;
    }

    /** The two ways to collide, and the rest. */
    enum Kind {
        ADDRESS_IN_USE,
        WRONG_SERVER,
        OTHER;

        static Kind of(@Nullable Throwable thrown) {
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    return ADDRESS_IN_USE;
                } else if (cause instanceof WrongServer) {
                    return WRONG_SERVER;
                }
            }
            return OTHER;
        }
    }
}
