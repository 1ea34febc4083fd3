package dev.freeport.junit.launcher;

import java.lang.reflect.InvocationTargetException;
import org.junit.platform.launcher.LauncherSession;

/**
 * The end of a launcher's session: its store is closed after the listeners were called, and closes this last of all that it
 * holds. JUnit has that store from 5.13 on, and this is compiled against an older version.
 */
final class SessionEnd implements AutoCloseable {
    private static final String NAMESPACE = "org.junit.platform.engine.support.store.Namespace";

    private SessionEnd() {}

    /** Awaits the end of a session. Returns false where there is no store. */
    static boolean awaitBy(LauncherSession session) {
        try {
            Object store = LauncherSession.class.getMethod("getStore").invoke(session);
            Object namespace = Class.forName(NAMESPACE)
                    .getMethod("create", Object[].class)
                    .invoke(null, (Object) new Object[] {SessionEnd.class});
            // the store closes last what was put into it first
            store.getClass()
                    .getMethod("put", Object.class, Object.class, Object.class)
                    .invoke(store, namespace, SessionEnd.class, new SessionEnd());
            return true;
        } catch (NoSuchMethodException
                | ClassNotFoundException
                | IllegalAccessException
                | InvocationTargetException beforeJunit513) {
            return false;
        }
    }

    @Override
    public void close() {
        PortSessionListener.sessionEnds();
    }
}
