package dev.freeport.junit;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Says for what a port is reserved, with the test's name: the place alone names none if several tests have it. */
final class PurposeText {
    private PurposeText() {}

    /**
     * Returns {@code field 'port' of com.acme.ShopTests, in ships(int)}; the place alone where it names the test, or the
     * port lasts for the class.
     */
    static String of(ExtensionContext context, String place) {
        Method test = context.getTestMethod().orElse(null);
        if (test == null) {
            return place;
        }
        String name = describe(test);
        boolean named = place.endsWith("." + name);
        String invocation = isInvocation(context) ? context.getDisplayName() : "";
        if (invocation.isEmpty()) {
            return named ? place : place + ", in " + name;
        }
        return place + ", in " + (named ? "" : name + " ") + invocation;
    }

    /** Tells whether the test runs several times, with different arguments. */
    private static boolean isInvocation(ExtensionContext context) {
        Optional<ExtensionContext> parent = context.getParent();
        return parent.isPresent() && parent.get().getTestMethod().isPresent();
    }

    private static String describe(Method method) {
        StringJoiner types = new StringJoiner(", ", method.getName() + "(", ")");
        for (Class<?> type : method.getParameterTypes()) {
            types.add(type.getSimpleName());
        }
        return types.toString();
    }
}
