package dev.freeport.junit;

import dev.freeport.internal.session.PortSession;
import org.jspecify.annotations.Nullable;

/**
 * The ports of the run. No store of JUnit's lasts long enough: a build may call JUnit once for each class, and before 5.13, or
 * without a session of its launcher, each call has stores of its own.
 */
final class RunScope {
    private static @Nullable PortScope current;

    private RunScope() {}

    /** Returns the ports of the run, which the end of the session closes. */
    static synchronized PortScope current() {
        PortScope scope = current;
        if (scope == null) {
            scope = new PortScope();
            current = scope;
            PortSession.closeAtEnd(RunScope::end);
        }
        return scope;
    }

    /** Releases the ports of the run. */
    static void end() {
        PortScope ended = forget();
        if (ended != null) {
            ended.close();
        }
    }

    private static synchronized @Nullable PortScope forget() {
        PortScope ended = current;
        current = null;
        return ended;
    }
}
