package dev.freeport.junit;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A field that declares a port. Its declaration is read once, before anything is reserved for it. */
final class PortField {
    private final Field field;
    private final DeclarationSite site;
    private @Nullable Declaration declaration;

    PortField(Field field) {
        this.field = field;
        this.site = DeclarationSite.of(field);
    }

    /** Sets the field; {@code instance} is null for a static field. */
    void inject(ExtensionContext context, @Nullable Object instance) {
        Declaration understood = declaration();
        try {
            field.setAccessible(true);
            DeclaredPorts ports = new PortResolver(context, SiteContext.of(field, context), understood).resolve();
            field.set(instance, understood.converter().convert(ports, site));
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            throw new InvalidDeclarationException(
                    understood.spec().annotation() + " " + site + " cannot be set. Let the module "
                            + field.getDeclaringClass().getModule().getName() + " open the package "
                            + field.getDeclaringClass().getPackageName() + " to dev.freeport.junit.",
                    e);
        }
    }

    /** Sets the field of another class or instance, which stands for the one that JUnit knows and runs the tests. */
    void copy(@Nullable Object from, Class<?> target, @Nullable Object to) {
        try {
            Field other = find(target);
            if (other.getType() != field.getType()) {
                throw QuarkusInstances.refusal(site, field.getType(), "int");
            }
            other.setAccessible(true);
            other.set(to, field.get(from));
        } catch (ReflectiveOperationException e) {
            throw new InvalidDeclarationException(
                    "No port for " + site + ": it cannot be set in " + target + ", which runs the tests.", e);
        }
    }

    private Field find(Class<?> target) throws NoSuchFieldException {
        for (Class<?> type = target; type != null; type = type.getSuperclass()) {
            if (type.getName().equals(field.getDeclaringClass().getName())) {
                return type.getDeclaredField(field.getName());
            }
        }
        throw new NoSuchFieldException(field.getName());
    }

    /** Returns the port if it is a fixed one, else 0. */
    int fixedPort() {
        return site.annotation(FixedPort.class).map(FixedPort::value).orElse(0);
    }

    private synchronized Declaration declaration() {
        if (declaration == null) {
            Declaration understood = Declaration.of(site);
            if (Modifier.isFinal(field.getModifiers())) {
                boolean ofClass = Modifier.isStatic(field.getModifiers());
                throw new InvalidDeclarationException(
                        understood.spec().annotation() + " field must not be final, because it is set "
                                + (ofClass ? "before all tests" : "after construction") + " (" + site + ")");
            }
            declaration = understood;
        }
        return declaration;
    }
}
