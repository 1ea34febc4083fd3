package dev.freeport.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.platform.commons.support.AnnotationSupport;

/** Where a port is declared. Two sites are equal if they are one place in the source. */
final class DeclarationSite {
    private final Object key;
    private final String kind;
    private final Type type;
    private final String text;

    private DeclarationSite(Object key, String kind, Type type, String text) {
        this.key = key;
        this.kind = kind;
        this.type = type;
        this.text = text;
    }

    /**
     * Called {@code parameter 'port' of com.acme.ShopTests.answers(int)}, or {@code parameter 1 of} it where the class
     * file has no names.
     */
    static DeclarationSite of(Parameter parameter) {
        // Asked for the type with its arguments, a parameter reads a signature, and a class loads what could read one.
        Class<?> type = parameter.getType();
        boolean plain = type.isPrimitive() || type.getTypeParameters().length == 0;
        Type whole = plain ? type : parameter.getParameterizedType();
        return new DeclarationSite(parameter, "parameter", whole, describe(parameter));
    }

    /** Called {@code field 'port' of com.acme.ShopTests}. */
    static DeclarationSite of(Field field) {
        String text = "field '" + field.getName() + "' of "
                + field.getDeclaringClass().getName();
        return new DeclarationSite(field, "field", field.getGenericType(), text);
    }

    /** An object that declares a port in code. */
    static DeclarationSite of(Object registered, String text) {
        return new DeclarationSite(registered, "object", int.class, text);
    }

    private static String describe(Parameter parameter) {
        Executable executable = parameter.getDeclaringExecutable();
        StringJoiner types = new StringJoiner(", ", "(", ")");
        for (Class<?> type : executable.getParameterTypes()) {
            types.add(type.getSimpleName());
        }
        String type = executable.getDeclaringClass().getName();
        String name = executable instanceof Method ? type + "." + executable.getName() : "constructor " + type;
        String which = parameter.isNamePresent()
                ? "'" + parameter.getName() + "'"
                : String.valueOf(List.of(executable.getParameters()).indexOf(parameter) + 1);
        return "parameter " + which + " of " + name + types;
    }

    /** Finds an annotation of this site, directly or on another annotation. */
    <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return AnnotationSupport.findAnnotation((AnnotatedElement) key, type);
    }

    boolean hasSeveralAnnotations() {
        return ((AnnotatedElement) key).getAnnotations().length > 1;
    }

    /** Returns {@code parameter} or {@code field}. */
    String kind() {
        return kind;
    }

    Type type() {
        return type;
    }

    /** Returns what the declaration is filed under if it has no name. */
    Object key() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeclarationSite && key.equals(((DeclarationSite) other).key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
