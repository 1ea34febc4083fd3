package dev.freeport.junit;

import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Finds the ports of one declaration in its scope or around it, or reserves them. */
final class PortResolver {
    private final ExtensionContext context;
    private final SiteContext site;
    private final Declaration declaration;

    PortResolver(ExtensionContext context, SiteContext site, Declaration declaration) {
        this.context = context;
        this.site = site;
        this.declaration = declaration;
    }

    /**
     * Returns the ports of the declaration.
     *
     * @throws InvalidDeclarationException if it contradicts another one, a setting is not valid, or no port is free
     */
    DeclaredPorts resolve() {
        try {
            PortScope target = target();
            Object key = declaration.key(target != site.scope());
            DeclaredPorts ports = key == null ? reserve(target) : findOrReserve(key, target);
            if (!declaration.property().isEmpty()) {
                setProperty(ports);
            }
            return ports;
        } catch (IllegalArgumentException e) {
            throw InvalidDeclarationException.at(declaration.site(), e);
        } catch (NoFreePortException e) {
            throw InvalidDeclarationException.of(e);
        }
    }

    /** Returns the scope that the ports belong to. */
    private PortScope target() {
        FreePort.Scope scope = declaration.scope();
        if (scope == FreePort.Scope.METHOD && site.ofClass()) {
            throw new IllegalArgumentException("scope METHOD ends before this declaration, which lasts for the class."
                    + " Leave the scope out, or use CLASS or RUN.");
        }
        if (scope == FreePort.Scope.RUN) {
            return RunScope.of(context);
        }
        return scope == FreePort.Scope.CLASS && (!site.ofClass() || site.constructed())
                ? PortScopes.ofClass(context, site.declaring())
                : site.scope();
    }

    private DeclaredPorts findOrReserve(Object key, PortScope target) {
        boolean widened = target != site.scope();
        // Another class may have reserved the run's ports already, and this one have a port of that name before.
        boolean ofRun = declaration.scope() == FreePort.Scope.RUN;
        DeclaredPorts ports = ofRun ? findAround(key, target) : target.find(key);
        if (ports == null) {
            ports = ofRun ? target.find(key) : widened ? findAround(key, target) : findVisible(key);
        }
        if (ports == null) {
            PortScope.Slot slot = target.slot(key);
            synchronized (slot) {
                ports = slot.ports();
                if (ports == null) {
                    ports = reserve(target);
                    slot.fill(ports);
                }
            }
        }
        declaration.requireAgreement(ports.declaration());
        if (widened) {
            site.scope().borrow(ports);
        }
        return ports;
    }

    private void setProperty(DeclaredPorts ports) {
        String property = declaration.property();
        boolean isSet = PortProperties.isSet(property, ports);
        if (!isSet) {
            requireInTime(property);
        }
        if (property.startsWith("quarkus.")) {
            QuarkusInstances.requireInTime(declaration, isSet, context);
        }
        PortProperties.set(declaration, ports, around());
    }

    /** An extension that prepares instances, such as Spring's, or begins before, would start its server without the port. */
    private void requireInTime(String property) {
        boolean ofClass = site.sharedBy() != null || (site.constructed() && site.ofClass());
        if (ofClass) {
            return;
        }
        Class<?> earlier = ClassExtensions.findFramework(context);
        String done = " has begun. ";
        if (earlier == null && context.getTestInstances().isPresent() && !site.constructed()) {
            earlier = ClassExtensions.findPostProcessor(context);
            done = " has prepared the test instance. ";
        }
        if (earlier != null) {
            throw new IllegalArgumentException(
                    "the system property " + property + " would be set after " + earlier.getSimpleName() + done
                            + (declaration.site().kind().equals("parameter")
                                    ? "Use a static field instead."
                                    : "Make the field static."));
        }
    }

    private DeclaredPorts reserve(PortScope target) {
        boolean own = target == site.scope();
        String text = declaration.site().toString();
        String purpose = own ? PurposeText.of(context, text) : text;
        PortRequest request = declaration.spec().request(new ConfigurationParameters(context), purpose);
        Object owner = own ? site.sharedBy() : null;
        DeclaredPorts ports = owner == null ? reserve(request) : join(owner, request);
        target.hold(ports);
        for (PortReservation reservation : ports.reservations()) {
            ReportEntries.publish(context, reservation.port(), purpose);
        }
        return ports;
    }

    /** Other classes may have the same static field at this time. */
    private DeclaredPorts join(Object owner, PortRequest request) {
        DeclaredPorts ports = PortScopes.shared(context).join(owner, () -> reserve(request));
        if (!new FrameworkNames(context, declaration).agreeOn(ports)) {
            ports.close();
            throw new IllegalArgumentException("another class that runs at the same time uses this static field for"
                    + " another application context or for none, and a field has one value. Declare the field in each class,"
                    + " or make it an instance field.");
        }
        return ports;
    }

    private DeclaredPorts reserve(PortRequest request) {
        DeclaredPorts shared = new FrameworkNames(context, declaration).findOrReserve(site.ofClass(), request);
        return shared == null ? declaration.spec().reserve(declaration, request) : shared;
    }

    /** Finds what the scopes around the site know. */
    private @Nullable DeclaredPorts findVisible(Object key) {
        if (site.isInherited()) {
            // Other test classes share it, which know other names, but not of superclasses that declare one of the run.
            return findOfRun(key, site.scope());
        }
        for (PortScope scope : PortScopes.visibleFrom(context)) {
            DeclaredPorts ports = scope.find(key);
            if (ports == null) {
                ports = findOfRun(key, scope);
            }
            if (ports != null) {
                return ports;
            }
        }
        // A number is the same everywhere, but a name of the run is only known where it is declared.
        return key instanceof Integer ? RunScope.of(context).find(key) : null;
    }

    private static @Nullable DeclaredPorts findOfRun(Object key, PortScope user) {
        return key instanceof String name ? user.findOfRun(name) : null;
    }

    /**
     * Finds what the scopes around a wider one know. No scope inside it may know the key: the first declaration would have
     * another port than those who come later.
     */
    private @Nullable DeclaredPorts findAround(Object key, PortScope target) {
        boolean inside = true;
        for (PortScope scope : around()) {
            inside &= scope != target;
            DeclaredPorts ports = scope.find(key);
            DeclaredPorts ofRun = findOfRun(key, scope);
            if (ofRun != null) {
                return ofRun;
            }
            if (ports != null && inside) {
                throw new IllegalArgumentException(declaration.describeKey() + " belongs to "
                        + ports.declaration().site() + " already, whose scope is narrower. Use scope = "
                        + declaration.scope() + " at both places"
                        + (key instanceof String ? ", or use two names." : "."));
            } else if (ports != null && declaration.scope() == FreePort.Scope.CLASS) {
                return ports;
            }
        }
        return null;
    }

    private List<PortScope> around() {
        List<PortScope> scopes = new ArrayList<>();
        scopes.add(site.scope());
        scopes.addAll(PortScopes.visibleFrom(context));
        scopes.add(RunScope.of(context));
        return scopes;
    }
}
