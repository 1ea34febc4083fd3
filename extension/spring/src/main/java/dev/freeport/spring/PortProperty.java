package dev.freeport.spring;

import dev.freeport.internal.settings.Setting;
import org.jspecify.annotations.Nullable;

/** The properties that stand for ports: {@code freeport.} and a name. */
final class PortProperty {
    private PortProperty() {}

    /**
     * Returns the name of the port that a property stands for; null if it stands for none. Spring also asks for
     * {@code freeport.http:8080}, a property with a default, before it parts the two.
     *
     * @throws IllegalArgumentException if the property looks like that of a port and cannot be one
     */
    static @Nullable String name(String property) {
        if (!property.startsWith(Setting.PREFIX) || property.indexOf(':') >= 0) {
            return null;
        }
        String name = property.substring(Setting.PREFIX.length());
        if (name.isBlank()) {
            throw invalid(property, "it names no port. Write a name behind the dot, such as ${freeport.http}.");
        }
        if (Setting.isKey(property)) {
            throw invalid(
                    property,
                    "it is a setting of Freeport and names no port. Use another name, such as ${" + property
                            + "-port}.");
        }
        if (name.chars().allMatch(character -> character >= '0' && character <= '9')) {
            throw invalid(
                    property, "'" + name + "' would be a name; for the port " + name + " write the number alone.");
        }
        return name;
    }

    private static IllegalArgumentException invalid(String property, String why) {
        return new IllegalArgumentException("No port for ${" + property + "}: " + why);
    }
}
