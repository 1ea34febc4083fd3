package dev.freeport.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A field that declares a port. Understood once, and before anything is reserved for it. */
final class PortField implements Declarations.Annotations {
    private final Field field;
    private final DeclarationSite place;
    private @Nullable Declaration declaration;

    PortField(Field field) {
        this.field = field;
        this.place = DeclarationSite.of(field);
    }

    /** Gives the field its value; {@code instance} is null for a static field. */
    void inject(ExtensionContext context, @Nullable Object instance) {
        Declaration understood = declaration();
        try {
            field.setAccessible(true);
            field.set(instance, PortResolver.give(context, SiteContext.of(field, context), understood));
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            throw new InvalidDeclarationException(
                    understood.spec().annotation() + " " + place + " cannot be set. Let the module "
                            + field.getDeclaringClass().getModule().getName() + " open the package "
                            + field.getDeclaringClass().getPackageName() + " to dev.freeport.junit.",
                    e);
        }
    }

    /** Returns the port if it is a certain one, else 0. */
    int number() {
        return find(FixedPort.class).map(FixedPort::value).orElse(0);
    }

    private synchronized Declaration declaration() {
        if (declaration == null) {
            Declaration understood = Declarations.of(place, this, field.getAnnotations().length > 1);
            if (Modifier.isFinal(field.getModifiers())) {
                boolean ofClass = Modifier.isStatic(field.getModifiers());
                throw new InvalidDeclarationException(
                        understood.spec().annotation() + " field must not be final, because it is set "
                                + (ofClass ? "before all tests" : "after construction") + " (" + place + ")");
            }
            declaration = understood;
        }
        return declaration;
    }

    @Override
    public <A extends Annotation> Optional<A> find(Class<A> type) {
        return findAnnotation(field, type);
    }
}
