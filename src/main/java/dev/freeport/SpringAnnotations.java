package dev.freeport;

import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Set;

/** Tells whether Spring runs a test class, and so may keep the server of the class for others. */
final class SpringAnnotations {
    private static final String SPRING = "org.springframework.";

    private SpringAnnotations() {}

    /** Looks for annotations of Spring at the class, its superclasses, the classes around it, and at their annotations. */
    static boolean is(String className) {
        try {
            return is(Class.forName(className, false, Thread.currentThread().getContextClassLoader()));
        } catch (ClassNotFoundException | LinkageError unknown) {
            return false;
        }
    }

    private static boolean is(Class<?> type) {
        Set<Class<?>> seen = new HashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> outer = each; outer != null; outer = outer.getEnclosingClass()) {
                if (isAnnotated(outer, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAnnotated(Class<?> type, Set<Class<?>> seen) {
        for (Annotation annotation : type.getDeclaredAnnotations()) {
            Class<?> kind = annotation.annotationType();
            if (kind.getName().startsWith(SPRING)
                    || annotation.toString().contains(SPRING)
                    || seen.add(kind) && !kind.getName().startsWith("java.") && isAnnotated(kind, seen)) {
                return true;
            }
        }
        return false;
    }
}
