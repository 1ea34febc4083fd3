package dev.freeport.junit;

import dev.freeport.internal.session.PortSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The ports of the run. No store of JUnit's lasts long enough: a build may call JUnit once for each class, and before 5.13, or
 * without a session of its launcher, each call has stores of its own.
 */
final class RunScope {
    private static final Namespace NAMESPACE = Namespace.create(RunScope.class);

    private static @Nullable PortScope current;

    private RunScope() {}

    /** Returns the ports of the run, which the end of the session closes. */
    static synchronized PortScope of(ExtensionContext context) {
        PortScope scope = current;
        if (scope == null) {
            scope = new PortScope();
            current = scope;
            if (QuarkusInstances.haveLoaded(RunScope.class)) {
                // the listener knows another one, and the application does not last longer than this call of JUnit
                context.getRoot().getStore(NAMESPACE).put("end", new End());
            } else {
                PortSession.closeAtEnd(RunScope::end);
            }
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

    /** JUnit closes it as its store of the call ends. */
    @SuppressWarnings("deprecation") // CloseableResource, since JUnit 5.13; the lowest supported one knows no other
    private static final class End implements CloseableResource, AutoCloseable {
        @Override
        public void close() {
            end();
        }
    }
}
