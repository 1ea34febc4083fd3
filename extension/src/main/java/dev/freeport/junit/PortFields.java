package dev.freeport.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedFields;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * The fields of a test class that declare ports, those of superclasses first; but those of certain ports last, in ascending
 * order.
 *
 * @param ofClass the static ones
 * @param ofInstances the others
 */
record PortFields(List<PortField> ofClass, List<PortField> ofInstances) {
    /** Looked for once, because there may be a thousand tests in a class. */
    private static final ClassValue<PortFields> KNOWN = new ClassValue<>() {
        @Override
        protected PortFields computeValue(Class<?> type) {
            return find(type);
        }
    };

    static PortFields of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static PortFields find(Class<?> type) {
        List<PortField> ofClass = new ArrayList<>();
        List<PortField> ofInstances = new ArrayList<>();
        for (Field field :
                findAnnotatedFields(type, PortAnnotation.class, any -> true, HierarchyTraversalMode.TOP_DOWN)) {
            if (Modifier.isStatic(field.getModifiers())) {
                ofClass.add(new PortField(field));
            } else if (!field.getDeclaringClass().isRecord()) {
                // What is declared on a record's component is on the constructor's parameter too, and that gets the
                // port.
                ofInstances.add(new PortField(field));
            }
        }
        return new PortFields(inOrder(ofClass), inOrder(ofInstances));
    }

    /** See {@link FixedPortOrder}. */
    private static List<PortField> inOrder(List<PortField> fields) {
        if (fields.size() > 1) {
            fields.sort(Comparator.comparing(PortField::number));
        }
        return List.copyOf(fields);
    }
}
