package dev.freeport.internal.registry;

import dev.freeport.internal.registry.SystemCalls.ProcessCalls;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of the system, of which one goes wrong. */
final class FaultyCalls {
    /** How a call goes wrong. */
    enum Fault {
        /** It throws, or says no where it cannot throw; what closes something has closed it nevertheless. */
        EXCEPTION,
        /** It throws an error, as if memory had run out, at which JUnit would end; what closes something has closed it nevertheless. */
        ERROR,
        /** It says that another process has what is wanted, if it is a call that can say so. */
        BUSY,
        /** The JVM ends before it. */
        HALT
    }

    static final int HALTED = 77;

    private static final List<String> MAY_SAY_BUSY = List.of("tryLock", "bindAlone", "bindBesides", "bindDatagram");

    private final int faulty;
    private final Fault fault;
    private int count;

    FaultyCalls(int faulty, Fault fault) {
        this.faulty = faulty;
        this.fault = fault;
    }

    SystemCalls calls() {
        return new SystemCalls(
                wrap(FileCalls.class, FileCalls.SYSTEM),
                wrap(SocketCalls.class, SocketCalls.SYSTEM),
                wrap(ProcessCalls.class, ProcessCalls.SYSTEM));
    }

    /** Tells whether so many calls were made that the faulty one was among them. */
    boolean happened() {
        return count > faulty;
    }

    private <T> T wrap(Class<T> type, T system) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class
                            || method.getName().equals("current")) {
                        return call(system, method, arguments);
                    }
                    return count++ == faulty ? fail(system, method, arguments) : call(system, method, arguments);
                }));
    }

    private @Nullable Object fail(Object system, Method method, Object[] arguments) throws Throwable {
        if (fault == Fault.HALT) {
            Runtime.getRuntime().halt(HALTED);
        }
        if (fault == Fault.BUSY) {
            if (method.getName().equals("bindLock")) {
                throw new BindException("call " + faulty + " finds the address in use");
            }
            return MAY_SAY_BUSY.contains(method.getName()) ? null : call(system, method, arguments);
        }
        if (method.getName().equals("close")) {
            call(system, method, arguments);
        }
        if (fault == Fault.ERROR) {
            throw new InternalError("call " + faulty + " has no memory: " + method.getName());
        }
        if (List.of(method.getExceptionTypes()).contains(IOException.class)) {
            throw new IOException("call " + faulty + " fails: " + method.getName());
        }
        return method.getReturnType() == String.class ? "unknown" : false;
    }

    private static @Nullable Object call(Object system, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(system, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
