package dev.freeport.junit.launcher;

import java.lang.reflect.InvocationTargetException;
import org.junit.platform.launcher.LauncherSession;

/**
 * The end of a launcher's session, when its store is closed: after the listeners have been told, and after all that lasts as
 * long as the session. JUnit has that store from 5.13 on, and this is not compiled against it.
 */
final class SessionEnd implements AutoCloseable {
    private static final String NAMESPACE = "org.junit.platform.engine.support.store.Namespace";

    private SessionEnd() {}

    /** Has the store of a session tell its end. Returns false where there is no store. */
    static boolean awaitBy(LauncherSession session) {
        try {
            Object store = LauncherSession.class.getMethod("getStore").invoke(session);
            Object namespace = Class.forName(NAMESPACE)
                    .getMethod("create", Object[].class)
                    .invoke(null, (Object) new Object[] {SessionEnd.class});
            // what was put into it first is closed last
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
