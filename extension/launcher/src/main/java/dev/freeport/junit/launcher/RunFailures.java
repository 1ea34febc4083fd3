package dev.freeport.junit.launcher;

import java.lang.reflect.InvocationTargetException;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/** Hands failures to the extension. Not loaded before there is one. */
final class RunFailures {
    /** By name, because the extension depends on this jar. */
    private static final String EXTENSION = "dev.freeport.junit.RunFailures";

    private RunFailures() {}

    static void explain(Throwable failure, TestIdentifier test) {
        try {
            Class.forName(EXTENSION)
                    .getMethod("explain", Throwable.class, String.class)
                    .invoke(null, failure, name(test));
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException withoutExtension) {
            return;
        } catch (InvocationTargetException | LinkageError explanationFailed) {
            return;
        }
    }

    /** Returns {@code com.acme.ShopTests.ships() [2] by air}, or what comes near it. */
    private static String name(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            String plain = method.getMethodName() + "(" + method.getMethodParameterTypes() + ")";
            String shown = test.getDisplayName();
            return method.getClassName() + "."
                    + (shown.equals(test.getLegacyReportingName()) ? shown : plain + " " + shown);
        }
        return source instanceof ClassSource type ? type.getClassName() : test.getDisplayName();
    }
}
