package dev.freeport.junit.launcher;

import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.UniqueId.Segment;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Fields that ask for a port in classes that JUnit Jupiter does not run, such as those that import {@code org.junit.Test}:
 * they would stay 0 without a word. Not loaded while Jupiter's is the only engine that runs anything.
 */
final class FieldsWithoutPort {
    private static final String JUPITER = "junit-jupiter";
    private static final String VINTAGE = "junit-vintage";
    private static final int MOST = 10;

    /** By name, because the extension need not be there. */
    private static final Set<String> ANNOTATIONS = Set.of(
            "dev.freeport.junit.ClosedPort",
            "dev.freeport.junit.FixedPort",
            "dev.freeport.junit.FreePort",
            "dev.freeport.junit.OccupiedPort");

    private final Set<Class<?>> seen = new HashSet<>();
    private final List<String> fields = new ArrayList<>();
    private boolean hasVintage;

    private FieldsWithoutPort() {}

    /** Warns of the fields of a plan, if there are any. */
    static void warnOf(TestPlan plan) {
        FieldsWithoutPort found = new FieldsWithoutPort();
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier test : plan.getDescendants(root)) {
                String engine = engine(test);
                if (!engine.equals(JUPITER) && test.getSource().orElse(null) instanceof ClassSource source) {
                    found.add(source, engine);
                }
            }
        }
        if (!found.fields.isEmpty()) {
            System.getLogger("dev.freeport").log(Level.WARNING, found.text());
        }
    }

    /** Returns the innermost engine: a suite runs the tests of others. */
    private static String engine(TestIdentifier test) {
        String engine = "";
        for (Segment segment : test.getUniqueIdObject().getSegments()) {
            if (segment.getType().equals("engine")) {
                engine = segment.getValue();
            }
        }
        return engine;
    }

    private void add(ClassSource source, String engine) {
        try {
            for (Class<?> type = source.getJavaClass(); type != null && seen.add(type); type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (isPort(field.getDeclaredAnnotations(), new HashSet<>())) {
                        hasVintage |= engine.equals(VINTAGE);
                        fields.add("field '" + field.getName() + "' of " + type.getName() + ": the engine " + engine
                                + " runs the class");
                    }
                }
            }
        } catch (RuntimeException | LinkageError notLoadable) {
            // its engine will say so
            return;
        }
    }

    private static boolean isPort(Annotation[] annotations, Set<Class<?>> visited) {
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (ANNOTATIONS.contains(type.getName())
                    || visited.add(type) && isPort(type.getDeclaredAnnotations(), visited)) {
                return true;
            }
        }
        return false;
    }

    private String text() {
        StringBuilder text = new StringBuilder("No port for ")
                .append(fields.get(0))
                .append(", and only JUnit Jupiter injects ports.");
        int shown = Math.min(fields.size(), MOST);
        for (String field : fields.subList(1, shown)) {
            text.append(System.lineSeparator()).append("  nor for ").append(field);
        }
        if (shown < fields.size()) {
            text.append(System.lineSeparator())
                    .append("  nor for ")
                    .append(fields.size() - shown)
                    .append(" more");
        }
        return text.append(System.lineSeparator())
                .append(
                        hasVintage
                                ? "Import org.junit.jupiter.api.Test instead of org.junit.Test, or"
                                : "In such a class,")
                .append(" reserve the port by FreePorts.reserve().")
                .toString();
    }
}
