package dev.freeport.junit;

import dev.freeport.NoFreePortException;
import dev.freeport.PortReservation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives one declaration its ports, in the scope in which it finds or takes them. */
final class PortResolver {
    private final ExtensionContext context;
    private final SiteContext spot;
    private final Declaration declaration;
    private final PortScope target;
    private boolean taken;

    private PortResolver(ExtensionContext context, SiteContext spot, Declaration declaration) {
        this.context = context;
        this.spot = spot;
        this.declaration = declaration;
        this.target = switch (declaration.scope()) {
            case DEFAULT -> spot.scope();
            case METHOD -> requireOfMethod();
            case CLASS ->
                spot.ofClass() && !spot.constructed() ? spot.scope() : PortScopes.ofClass(context, spot.declaring());
            case RUN -> PortScopes.ofRun(context);
        };
    }

    /**
     * Returns the value for a declaration.
     *
     * @throws InvalidDeclarationException if it contradicts another one, a setting cannot be understood, or there is no port
     */
    static Object give(ExtensionContext context, SiteContext spot, Declaration declaration) {
        return declaration.form().of(ports(context, spot, declaration), declaration.place());
    }

    /**
     * Returns the ports for a declaration.
     *
     * @throws InvalidDeclarationException if it contradicts another one, a setting cannot be understood, or there is no port
     */
    static DeclaredPorts ports(ExtensionContext context, SiteContext spot, Declaration declaration) {
        try {
            PortResolver injection = new PortResolver(context, spot, declaration);
            DeclaredPorts ports = injection.ports();
            if (injection.taken) {
                injection.publish(ports);
            }
            if (!declaration.property().isEmpty()) {
                PortProperties.set(declaration, ports, injection.around());
            }
            return ports;
        } catch (IllegalArgumentException e) {
            throw InvalidDeclarationException.at(declaration.place(), String.valueOf(e.getMessage()));
        } catch (NoFreePortException e) {
            throw InvalidDeclarationException.of(e);
        }
    }

    private PortScope requireOfMethod() {
        if (spot.ofClass()) {
            throw new IllegalArgumentException("scope METHOD ends before what stands here, which lasts for the class."
                    + " Leave the scope out, or say CLASS or RUN.");
        }
        return spot.scope();
    }

    private DeclaredPorts ports() {
        boolean widened = target != spot.scope();
        Object key = declaration.key(widened);
        if (key == null) {
            return target.obtain(null, this::take);
        }
        DeclaredPorts ports = target.find(key);
        if (ports == null) {
            ports = widened ? aroundTarget(key) : around(key);
        }
        if (ports == null) {
            ports = target.obtain(key, this::take);
        }
        declaration.requireAgreement(ports.declaration());
        if (widened) {
            spot.scope().borrow(ports);
        }
        return ports;
    }

    private PortScope.Held take() {
        ConfigurationParameters settings = new ConfigurationParameters(context);
        String place = declaration.place().toString();
        String purpose = target == spot.scope() ? PurposeText.of(context, place) : place;
        taken = true;
        Object owner = spot.sharedBy();
        if (owner != null && target == spot.scope()) {
            return PortScopes.shared(context).use(owner, () -> DeclaredPorts.of(declaration, purpose, settings));
        }
        DeclaredPorts ports = DeclaredPorts.of(declaration, purpose, settings);
        return new PortScope.Held(ports, ports::close);
    }

    private void publish(DeclaredPorts ports) {
        for (PortReservation reservation : ports.reservations()) {
            ReportEntries.publish(context, reservation.port(), ports.purpose());
        }
    }

    /** Finds what the scopes around this one know. */
    private @Nullable DeclaredPorts around(Object key) {
        if (spot.isInherited()) {
            // Other test classes share it, which know other names.
            return null;
        }
        for (PortScope scope : PortScopes.visibleFrom(context)) {
            DeclaredPorts ports = scope.find(key);
            if (ports != null) {
                return ports;
            }
        }
        // A number is the same everywhere, but a name of the whole run is for those who say so.
        return key instanceof Integer ? PortScopes.ofRun(context).find(key) : null;
    }

    /**
     * Finds what the scopes around a wider one know. Nothing inside it may have the key: whoever came first would have
     * another port than those who come later.
     */
    private @Nullable DeclaredPorts aroundTarget(Object key) {
        if (declaration.scope() == FreePort.Scope.RUN && !(key instanceof Integer)) {
            // A name of the run is none of the classes' and methods' names.
            return null;
        }
        boolean inside = true;
        for (PortScope scope : around()) {
            inside &= scope != target;
            DeclaredPorts ports = scope.find(key);
            if (ports != null && inside) {
                throw narrower(key, ports.place());
            } else if (ports != null && declaration.scope() == FreePort.Scope.CLASS) {
                return ports;
            }
        }
        return null;
    }

    private IllegalArgumentException narrower(Object key, DeclarationSite other) {
        boolean named = key instanceof String;
        return new IllegalArgumentException((named ? "the name '" + key + "'" : "port " + key) + " is that of "
                + other + " already, whose scope is narrower. Say scope = " + declaration.scope()
                + " at both places" + (named ? ", or give two names." : "."));
    }

    private List<PortScope> around() {
        List<PortScope> scopes = new ArrayList<>();
        scopes.add(spot.scope());
        scopes.addAll(PortScopes.visibleFrom(context));
        scopes.add(PortScopes.ofRun(context));
        return scopes;
    }
}
