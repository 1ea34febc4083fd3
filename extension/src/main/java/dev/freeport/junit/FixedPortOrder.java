package dev.freeport.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Reserves fixed ports declared together in ascending order; else two tests could each hold what the other awaits. */
final class FixedPortOrder {
    private FixedPortOrder() {}

    /** Reserves the ports of a method or constructor that are lower than that of one of its parameters. */
    static void reserveBelow(int port, Parameter parameter, ExtensionContext context) {
        List<Parameter> lower = new ArrayList<>();
        for (Parameter other : parameter.getDeclaringExecutable().getParameters()) {
            if (portOf(other) < port) {
                lower.add(other);
            }
        }
        lower.sort(Comparator.comparing(FixedPortOrder::portOf));
        for (Parameter other : lower) {
            Declaration declaration = Declaration.of(DeclarationSite.of(other));
            new PortResolver(context, SiteContext.of(other, context), declaration).resolve();
        }
    }

    /** Returns the fixed port of a parameter; if it has none, a number above all ports. */
    private static int portOf(Parameter parameter) {
        return findAnnotation(parameter, FixedPort.class).map(FixedPort::value).orElse(Integer.MAX_VALUE);
    }
}
