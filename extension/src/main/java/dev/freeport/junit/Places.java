package dev.freeport.junit;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Names the places at which a port is declared, for messages. */
final class Places {
    private Places() {}

    /**
     * Returns {@code parameter 'port' of com.acme.ShopTests.answers(int)}, or {@code parameter 1 of} it where the class
     * file tells no names.
     */
    static String describe(Parameter parameter) {
        Executable executable = parameter.getDeclaringExecutable();
        String types = Arrays.stream(executable.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        String type = executable.getDeclaringClass().getName();
        String name = executable instanceof Method ? type + "." + executable.getName() : "constructor " + type;
        String which = parameter.isNamePresent()
                ? "'" + parameter.getName() + "'"
                : String.valueOf(List.of(executable.getParameters()).indexOf(parameter) + 1);
        return "parameter " + which + " of " + name + "(" + types + ")";
    }

    /** Returns {@code field 'port' of com.acme.ShopTests}. */
    static String describe(Field field) {
        return "field '" + field.getName() + "' of " + field.getDeclaringClass().getName();
    }
}
