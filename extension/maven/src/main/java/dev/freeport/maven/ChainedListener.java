package dev.freeport.maven;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.ExecutionListener;
import org.jspecify.annotations.Nullable;

/** Passes the events of a build to the listener that Maven has, and to ours; whatever events a later Maven adds. */
final class ChainedListener implements InvocationHandler {
    private final @Nullable ExecutionListener first;
    private final BuildListener second;

    private ChainedListener(@Nullable ExecutionListener first, BuildListener second) {
        this.first = first;
        this.second = second;
    }

    static ExecutionListener of(@Nullable ExecutionListener first, BuildListener second) {
        return (ExecutionListener) Proxy.newProxyInstance(
                ChainedListener.class.getClassLoader(),
                new Class<?>[] {ExecutionListener.class},
                new ChainedListener(first, second));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals")
                    ? arguments != null && arguments[0] == proxy
                    : method.invoke(this, arguments);
        }
        ExecutionEvent event = arguments != null && arguments[0] instanceof ExecutionEvent given ? given : null;
        if (event != null) {
            second.before(event);
        }
        try {
            return first == null ? null : method.invoke(first, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        } finally {
            if (event != null) {
                second.after(event);
            }
        }
    }
}
