package dev.freeport.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Takes the certain ports that stand together in ascending order, whatever the order in which they stand: two tests that
 * each had what the other waits for would wait until their time is up.
 */
final class FixedPortOrder {
    private FixedPortOrder() {}

    /** Takes those of a method or constructor that are lower than one of its parameters; they are found when asked for. */
    static void takeBelow(int port, Parameter parameter, ExtensionContext context) {
        Executable executable = parameter.getDeclaringExecutable();
        List<Parameter> lower = new ArrayList<>();
        for (Parameter other : executable.getParameters()) {
            if (numberOf(other) < port) {
                lower.add(other);
            }
        }
        lower.sort(Comparator.comparing(FixedPortOrder::numberOf));
        for (Parameter other : lower) {
            PortResolver.ports(context, SiteContext.of(other, context), declaration(other));
        }
    }

    private static Declaration declaration(Parameter parameter) {
        Declarations.Annotations annotations = new Declarations.Annotations() {
            @Override
            public <A extends Annotation> Optional<A> find(Class<A> type) {
                return findAnnotation(parameter, type);
            }
        };
        return Declarations.of(DeclarationSite.of(parameter), annotations, parameter.getAnnotations().length > 1);
    }

    /** Returns the certain port of a parameter; if it has none, one that is higher than any. */
    private static int numberOf(Parameter parameter) {
        return findAnnotation(parameter, FixedPort.class).map(FixedPort::value).orElse(Integer.MAX_VALUE);
    }
}
