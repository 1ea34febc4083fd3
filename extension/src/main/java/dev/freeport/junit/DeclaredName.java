package dev.freeport.junit;

import dev.freeport.internal.settings.Setting;

/** Refuses names of ports that a reader would take for something else. */
final class DeclaredName {
    private DeclaredName() {}

    /**
     * Checks a name; none, which is empty, is valid.
     *
     * @throws IllegalArgumentException if the name is blank, a port, or that of a setting
     */
    static void require(String name, String annotation) {
        if (name.isEmpty()) {
            return;
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a " + annotation
                    + " must not be blank. Leave it out for a port of its own, or give a name to share the port by.");
        }
        if (isPort(name)) {
            throw new IllegalArgumentException("'" + name + "' would be a name; "
                    + (annotation.equals("@FreePort")
                            ? "for the port " + name + " use @FixedPort(" + name + ")."
                            : "Freeport chooses the number of a " + annotation + ". Use another name."));
        }
        if (Setting.isKey(Setting.PREFIX + name)) {
            throw new IllegalArgumentException("'" + name + "' cannot be a name, because " + Setting.PREFIX + name
                    + " is a setting. Use another name, such as '" + name + "-port'.");
        }
    }

    private static boolean isPort(String name) {
        int number = 0;
        for (int i = 0; i < name.length() && number <= 65535; i++) {
            char digit = name.charAt(i);
            if (digit < '0' || digit > '9') {
                return false;
            }
            number = 10 * number + digit - '0';
        }
        return number > 0 && number <= 65535;
    }
}
