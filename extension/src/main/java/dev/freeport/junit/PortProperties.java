package dev.freeport.junit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The system properties that hold ports, and their values before. They belong to the JVM: a test may set one that its class
 * has set, but not one that another test has set at the same time.
 */
final class PortProperties {
    /** The settings of each property, the innermost last. */
    private static final Map<String, List<Setting>> ACTIVE = new HashMap<>();

    private PortProperties() {}

    /**
     * Sets a property, once, until the ports are released.
     *
     * @param around the scopes around the site, that of the ports among them
     * @throws IllegalArgumentException if it holds another port already, unless that belongs to a scope further out
     */
    static void set(Declaration declaration, DeclaredPorts ports, List<PortScope> around) {
        String property = declaration.property();
        String value =
                String.join(",", ports.ports().stream().map(String::valueOf).toList());
        synchronized (ACTIVE) {
            List<Setting> settings = ACTIVE.computeIfAbsent(property, unknown -> new ArrayList<>());
            for (Setting other : settings) {
                if (other.ports == ports) {
                    return;
                }
                requireInAnotherScopeAround(other, declaration, ports, around);
            }
            Setting setting = new Setting(ports, declaration.site(), System.getProperty(property));
            settings.add(setting);
            System.setProperty(property, value);
            ports.closeBefore(() -> restore(property, setting));
        }
    }

    /** Tells whether a property holds these ports. */
    static boolean isSet(String property, DeclaredPorts ports) {
        synchronized (ACTIVE) {
            return ACTIVE.getOrDefault(property, List.of()).stream().anyMatch(setting -> setting.ports == ports);
        }
    }

    private static void requireInAnotherScopeAround(
            Setting other, Declaration declaration, DeclaredPorts ports, List<PortScope> around) {
        String start = "the system property " + declaration.property() + " holds the port of " + other.site;
        if (around.stream().anyMatch(scope -> scope.holds(ports) && scope.holds(other.ports))) {
            throw new IllegalArgumentException(start + " already. "
                    + (declaration.scope() == FreePort.Scope.RUN ? "Give both declarations the same name, or" : "Give")
                    + " each port a property of its own.");
        }
        if (around.stream().noneMatch(scope -> scope.holds(other.ports))) {
            throw new IllegalArgumentException(start + ", which is used at the same time. Let both tests hold"
                    + " @ResourceLock(Resources.SYSTEM_PROPERTIES), or give each port a property of its own.");
        }
    }

    private static void restore(String property, Setting setting) {
        synchronized (ACTIVE) {
            List<Setting> settings = Objects.requireNonNull(ACTIVE.get(property));
            int index = settings.indexOf(setting);
            settings.remove(index);
            if (index < settings.size()) {
                // An instance ends before its test, although it began first.
                settings.get(index).before = setting.before;
            } else if (setting.before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, setting.before);
            }
            if (settings.isEmpty()) {
                ACTIVE.remove(property);
            }
        }
    }

    private static final class Setting {
        private final DeclaredPorts ports;
        private final DeclarationSite site;
        private @Nullable String before;

        Setting(DeclaredPorts ports, DeclarationSite site, @Nullable String before) {
            this.ports = ports;
            this.site = site;
            this.before = before;
        }
    }
}
