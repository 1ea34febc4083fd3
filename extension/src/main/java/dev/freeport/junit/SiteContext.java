package dev.freeport.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a site is part of when JUnit reaches it, as far as that decides how long the ports last.
 *
 * @param scope the scope of the site itself
 * @param ofClass whether that lasts for a class
 * @param constructed whether the site is in a constructor
 * @param declaring the class that declares it
 * @param sharedBy what test classes have in common, such as a static field; else null
 * @param isInherited whether the site is a static field of a superclass
 */
record SiteContext(
        PortScope scope,
        boolean ofClass,
        boolean constructed,
        Class<?> declaring,
        @Nullable Object sharedBy,
        boolean isInherited) {

    static SiteContext of(Parameter parameter, ExtensionContext context) {
        Class<?> declaring = parameter.getDeclaringExecutable().getDeclaringClass();
        if (parameter.getDeclaringExecutable() instanceof Constructor) {
            PortScope scope = PortScopes.ofInstances(context, declaring).underConstruction();
            boolean ofClass = context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_CLASS;
            return new SiteContext(scope, ofClass, true, declaring, null, false);
        }
        return ofMember(context, declaring);
    }

    static SiteContext of(Field field, ExtensionContext context) {
        Class<?> declaring = field.getDeclaringClass();
        return Modifier.isStatic(field.getModifiers())
                ? new SiteContext(
                        PortScopes.of(context),
                        true,
                        false,
                        declaring,
                        field,
                        declaring != context.getRequiredTestClass())
                : ofMember(context, declaring);
    }

    static SiteContext of(PortExtension registered, ExtensionContext context) {
        boolean ofClass = context.getTestMethod().isEmpty();
        return new SiteContext(
                PortScopes.of(context),
                ofClass,
                false,
                context.getRequiredTestClass(),
                ofClass ? registered : null,
                false);
    }

    private static SiteContext ofMember(ExtensionContext context, Class<?> declaring) {
        boolean ofClass = context.getTestMethod().isEmpty();
        return new SiteContext(PortScopes.of(context), ofClass, false, declaring, null, false);
    }
}
