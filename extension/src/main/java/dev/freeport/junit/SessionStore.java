package dev.freeport.junit;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Finds the store that lasts longest: from JUnit 5.13 on that of the launcher's session, because a build may execute the
 * classes of one session one by one; before, that of one execution.
 */
final class SessionStore {
    private static final @Nullable Method GET_STORE = getStore();

    private SessionStore() {}

    static Store of(ExtensionContext context, Namespace namespace) {
        if (GET_STORE != null) {
            try {
                Class<?> scope = GET_STORE.getParameterTypes()[0];
                Field session = scope.getField("LAUNCHER_SESSION");
                return (Store) GET_STORE.invoke(context, session.get(null), namespace);
            } catch (NoSuchFieldException | IllegalAccessException | InvocationTargetException unlikeAnyKnownVersion) {
                // Then the store of the execution is the best there is.
            }
        }
        return context.getRoot().getStore(namespace);
    }

    private static @Nullable Method getStore() {
        for (Method method : ExtensionContext.class.getMethods()) {
            if (method.getName().equals("getStore") && method.getParameterCount() == 2) {
                return method;
            }
        }
        return null;
    }
}
