package dev.freeport.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedFields;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
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

    boolean isEmpty() {
        return ofClass.isEmpty() && ofInstances.isEmpty();
    }

    private static PortFields find(Class<?> type) {
        List<PortField> ofClass = new ArrayList<>();
        List<PortField> ofInstances = new ArrayList<>();
        for (Field field : findAnnotatedFields(type, PortAnnotation.class)) {
            if (Modifier.isStatic(field.getModifiers())) {
                ofClass.add(new PortField(field));
            } else if (!isSetByConstructor(field)) {
                ofInstances.add(new PortField(field));
            }
        }
        return new PortFields(inOrder(ofClass), inOrder(ofInstances));
    }

    /**
     * Tells whether a parameter of the constructor has the same annotation, and gets the port: of a component of a record, and of
     * a constructor's {@code val} in Kotlin, an annotation is on both.
     */
    private static boolean isSetByConstructor(Field field) {
        if (field.getDeclaringClass().isRecord()) {
            return true;
        }
        if (!Modifier.isFinal(field.getModifiers())) {
            return false;
        }
        for (Constructor<?> constructor : field.getDeclaringClass().getDeclaredConstructors()) {
            for (Parameter parameter : constructor.getParameters()) {
                if (parameter.getType() == field.getType() && haveSamePort(field, parameter)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean haveSamePort(Field field, Parameter parameter) {
        List<Annotation> ofParameter = List.of(parameter.getAnnotations());
        for (Annotation annotation : field.getAnnotations()) {
            if (ofParameter.contains(annotation) && isAnnotated(annotation.annotationType(), PortAnnotation.class)) {
                return true;
            }
        }
        return false;
    }

    private static List<PortField> inOrder(List<PortField> fields) {
        if (fields.size() > 1) {
            fields.sort(Comparator.comparing(PortField::fixedPort));
        }
        return List.copyOf(fields);
    }
}
