package dev.freeport.junit;

import dev.freeport.PortReservation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Holds ports for the class or test in which it is registered, as {@link FreePort} does, but in code.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PortExtension SHOP = PortExtension.builder().name("shop").ranges("20000-20099").build();
 *
 * @Test
 * void ships() {
 *     server.start(SHOP.port());
 * }
 * }</pre>
 *
 * <p>In a static field it lasts for the class, from before {@code @BeforeAll} on; in an instance field for one test, from
 * before {@code @BeforeEach} on, or with {@code @TestInstance(PER_CLASS)} for the class. Declarations in that scope share
 * its ports by name.
 *
 * @since 0.1.0
 */
public final class PortExtension implements BeforeAllCallback, BeforeEachCallback, BindFailureHandler {
    private final PortExtensionBuilder parts;
    private volatile @Nullable DeclaredPorts ports;

    PortExtension(PortExtensionBuilder parts) {
        this.parts = parts;
    }

    /**
     * Returns a builder of one port by default.
     *
     * @return a builder
     */
    public static PortExtensionBuilder builder() {
        return new PortExtensionBuilder();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        hold(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        hold(context);
    }

    /** Takes the ports, unless a scope around this one has them for us. */
    private void hold(ExtensionContext context) {
        DeclaredPorts known = ports;
        if (known != null && PortScopes.visibleFrom(context).stream().anyMatch(scope -> scope.holds(known))) {
            return;
        }
        try {
            Declaration declaration = parts.declaration(place(context));
            ports = PortResolver.ports(context, SiteContext.of(this, context), declaration);
        } catch (InvalidDeclarationException e) {
            throw e.ofExtension();
        }
    }

    private DeclarationSite place(ExtensionContext context) {
        return DeclarationSite.of(
                this, this + " of " + context.getRequiredTestClass().getName());
    }

    /**
     * Returns the port.
     *
     * @return the port, the first one of several
     * @throws IllegalStateException if there is none yet
     */
    public int port() {
        return held().port();
    }

    /**
     * Returns the ports.
     *
     * @return the ports, as many as were asked for
     * @throws IllegalStateException if there are none yet
     */
    public List<Integer> ports() {
        return held().ports();
    }

    /**
     * Returns the reservation of the port.
     *
     * @return the reservation, the first one of several
     * @throws IllegalStateException if there is none yet
     */
    public PortReservation reservation() {
        return held().reservations().get(0);
    }

    /**
     * Returns the port on the loopback address.
     *
     * @return the address
     * @throws IllegalStateException if there is no port yet
     */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    }

    /**
     * Returns the port as an address of this host, such as {@code https://localhost:20004}.
     *
     * @param scheme such as {@code https}
     * @return the address
     * @throws IllegalStateException if there is no port yet
     */
    public URI uri(String scheme) {
        return URI.create(scheme + "://localhost:" + port());
    }

    private DeclaredPorts held() {
        DeclaredPorts known = ports;
        if (known == null) {
            throw new IllegalStateException(this + " has no port yet. Register it with @RegisterExtension; the port is"
                    + " there from @BeforeAll on if the field is static, else from @BeforeEach on.");
        }
        return known;
    }

    /** Returns {@code PortExtension 'shop'}. */
    @Override
    public String toString() {
        return parts.toString();
    }
}
