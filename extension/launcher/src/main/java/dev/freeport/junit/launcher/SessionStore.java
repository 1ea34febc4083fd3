package dev.freeport.junit.launcher;

import java.lang.reflect.InvocationTargetException;
import org.junit.platform.launcher.LauncherSession;

/**
 * The store of a launcher's session, which JUnit has from 5.13 on and this is not compiled against. It closes what was put
 * into it, the first last, after the listeners of the session have been told of the end.
 */
final class SessionStore {
    private static final String NAMESPACE = "org.junit.platform.engine.support.store.Namespace";

    private SessionStore() {}

    /** Has something closed by the store of a session. Returns false where there is no store. */
    static boolean put(LauncherSession session, AutoCloseable value) {
        try {
            Object store = LauncherSession.class.getMethod("getStore").invoke(session);
            Object namespace = Class.forName(NAMESPACE)
                    .getMethod("create", Object[].class)
                    .invoke(null, (Object) new Object[] {SessionStore.class});
            store.getClass()
                    .getMethod("put", Object.class, Object.class, Object.class)
                    .invoke(store, namespace, value, value);
            return true;
        } catch (NoSuchMethodException
                | ClassNotFoundException
                | IllegalAccessException
                | InvocationTargetException beforeJunit513) {
            return false;
        }
    }
}
