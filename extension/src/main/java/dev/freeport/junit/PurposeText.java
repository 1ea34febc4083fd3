package dev.freeport.junit;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Says what a port is reserved for, with the name of the test where the site belongs to several tests. */
final class PurposeText {
    private PurposeText() {}

    /**
     * Returns {@code field 'port' of com.acme.ShopTests, in ships(int)}; the site alone where it names the test, or the
     * port lasts for the class.
     */
    static String of(ExtensionContext context, String site) {
        Method test = context.getTestMethod().orElse(null);
        if (test == null) {
            return site;
        }
        String name = describe(test);
        boolean named = site.endsWith("." + name);
        String invocation = isInvocation(context) ? context.getDisplayName() : "";
        if (invocation.isEmpty()) {
            return named ? site : site + ", in " + name;
        }
        return site + ", in " + (named ? "" : name + " ") + invocation;
    }

    /** Returns the test in few words: {@code ShopTests.ships}, or {@code ShopTests}. */
    static String test(ExtensionContext context) {
        String type = context.getTestClass().map(Class::getName).orElse("");
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return context.getTestMethod()
                .map(method -> simple + "." + method.getName())
                .orElse(simple);
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
