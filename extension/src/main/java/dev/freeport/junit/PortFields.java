package dev.freeport.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedFields;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The fields of a test class that declare ports, those of superclasses first; but those of fixed ports last, in ascending
 * order, see {@link FixedPortOrder}.
 *
 * @param ofClass the static ones
 * @param ofInstances the others
 */
record PortFields(List<PortField> ofClass, List<PortField> ofInstances) {
    /** Searched once, because a class may have a thousand tests. */
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
        for (Field field : findAnnotatedFields(type, PortAnnotation.class)) {
            if (Modifier.isStatic(field.getModifiers())) {
                ofClass.add(new PortField(field));
            } else if (!field.getDeclaringClass().isRecord()) {
                // An annotation of a record's component is also on the constructor's parameter, which gets the port.
                ofInstances.add(new PortField(field));
            }
        }
        return new PortFields(inOrder(ofClass), inOrder(ofInstances));
    }

    private static List<PortField> inOrder(List<PortField> fields) {
        if (fields.size() > 1) {
            fields.sort(Comparator.comparing(PortField::fixedPort));
        }
        return List.copyOf(fields);
    }
}
