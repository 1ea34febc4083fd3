package dev.freeport.junit;

import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reserves ports for the class or test in which it is registered, as {@link FreePort} does, but in code.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PortExtension SHOP =
 *         PortExtension.free(request -> request.withRanges("20000-20999")).withName("shop");
 *
 * @Test
 * void ships() {
 *     server.start(SHOP.port());
 * }
 * }</pre>
 *
 * <p>In a static field it lasts for the class, from before the {@code beforeAll} of any other extension on; in an instance
 * field for one test, from before {@code @BeforeEach} on, or with {@code @TestInstance(PER_CLASS)} for the class.
 *
 * <p>The request is made from JUnit's configuration parameters and the system properties, and then changed by the function
 * that {@link #free(UnaryOperator)} and the others take. So what the function says wins over the settings, and
 * {@link #withProtocols} over the function. The function is called each time that ports are reserved.
 *
 * <p>Declarations in the scope share the ports by name. A function cannot be compared with attributes: of the declarations of
 * a name, only the first may have one, and the others may not state attributes of the request.
 *
 * <p>Immutable: each {@code with} method returns another extension, which has no ports yet.
 *
 * @since 0.1.0
 */
public final class PortExtension extends EarlyReservation
        implements ExecutionCondition, BeforeEachCallback, BindFailureHandler {
    private static final PortConverter NUMBER = new PortConverters.Number();

    private final Kind kind;
    private final int fixed;
    private final OccupiedPort.Occupier occupier;
    private final @Nullable UnaryOperator<PortRequest> change;
    private String name = "";
    private FreePort.Scope scope = FreePort.Scope.DEFAULT;
    private String property = "";
    private Protocol[] protocols = {};
    private int count = 1;
    private boolean contiguous;
    private boolean listening = true;
    private volatile @Nullable DeclaredPorts ports;

    private PortExtension(
            Kind kind, int fixed, OccupiedPort.Occupier occupier, @Nullable UnaryOperator<PortRequest> change) {
        this.kind = kind;
        this.fixed = fixed;
        this.occupier = occupier;
        this.change = change;
    }

    private PortExtension(PortExtension other) {
        this(other.kind, other.fixed, other.occupier, other.change);
        name = other.name;
        scope = other.scope;
        property = other.property;
        protocols = other.protocols;
        count = other.count;
        contiguous = other.contiguous;
        listening = other.listening;
    }

    /** {@return an extension for a free port, as {@link FreePort} declares it} */
    public static PortExtension free() {
        return new PortExtension(Kind.FREE, 0, OccupiedPort.Occupier.THIS_JVM, null);
    }

    /**
     * {@return an extension for a free port}
     *
     * @param change changes the request that is made from the settings
     */
    public static PortExtension free(UnaryOperator<PortRequest> change) {
        return new PortExtension(Kind.FREE, 0, OccupiedPort.Occupier.THIS_JVM, change);
    }

    /**
     * {@return an extension for the port with a given number, as {@link FixedPort} declares it} The number is its name.
     *
     * @param port the number, 1 to 65535
     * @throws IllegalArgumentException if there is no such port
     */
    public static PortExtension fixed(int port) {
        return new PortExtension(Kind.FIXED, port, OccupiedPort.Occupier.THIS_JVM, null).validated();
    }

    /**
     * {@return an extension for the port with a given number}
     *
     * @param port the number, 1 to 65535
     * @param change changes the request that is made from the settings
     * @throws IllegalArgumentException if there is no such port
     */
    public static PortExtension fixed(int port, UnaryOperator<PortRequest> change) {
        return new PortExtension(Kind.FIXED, port, OccupiedPort.Occupier.THIS_JVM, change).validated();
    }

    /** {@return an extension for a port on which no process listens, as {@link ClosedPort} declares it} */
    public static PortExtension closed() {
        return new PortExtension(Kind.CLOSED, 0, OccupiedPort.Occupier.THIS_JVM, null);
    }

    /**
     * {@return an extension for a port on which no process listens}
     *
     * @param change changes the request that is made from the settings
     */
    public static PortExtension closed(UnaryOperator<PortRequest> change) {
        return new PortExtension(Kind.CLOSED, 0, OccupiedPort.Occupier.THIS_JVM, change);
    }

    /**
     * {@return an extension for a port that is in use, as {@link OccupiedPort} declares it}
     *
     * @param by who uses the port
     */
    public static PortExtension occupied(OccupiedPort.Occupier by) {
        return new PortExtension(Kind.OCCUPIED, 0, by, null);
    }

    /**
     * {@return an extension for a port that is in use}
     *
     * @param by who uses the port
     * @param change changes the request that is made from the settings; not to another protocol, see {@link #withProtocols}
     */
    public static PortExtension occupied(OccupiedPort.Occupier by, UnaryOperator<PortRequest> change) {
        return new PortExtension(Kind.OCCUPIED, 0, by, change);
    }

    /**
     * {@return this extension with a name, by which declarations in the scope share its ports}
     *
     * @param shared the name
     * @throws IllegalArgumentException if the name is blank, or the port is a fixed one
     */
    public PortExtension withName(String shared) {
        PortExtension copy = copy("withName", Kind.FREE, Kind.CLOSED, Kind.OCCUPIED);
        copy.name = shared;
        return copy.validated();
    }

    /**
     * {@return this extension with another scope}
     *
     * @param wanted how long the ports last
     */
    public PortExtension withScope(FreePort.Scope wanted) {
        PortExtension copy = new PortExtension(this);
        copy.scope = wanted;
        return copy;
    }

    /**
     * Returns this extension with a system property that holds the number of the port, see {@link FreePort#property()}.
     *
     * @param key the property
     * @return an extension
     * @throws IllegalArgumentException if the property is blank
     */
    public PortExtension withProperty(String key) {
        PortExtension copy = new PortExtension(this);
        copy.property = key;
        return copy.validated();
    }

    /**
     * {@return this extension for other protocols} Here rather than in the function, they are known to other
     * declarations of the name.
     *
     * @param first one protocol
     * @param more another one, for one number that is reserved for both
     * @throws IllegalArgumentException if the port is a closed one, or an occupied one and there are two protocols
     */
    public PortExtension withProtocols(Protocol first, Protocol... more) {
        PortExtension copy = copy("withProtocols", Kind.FREE, Kind.FIXED, Kind.OCCUPIED);
        Set<Protocol> all = new TreeSet<>(List.of(more));
        all.add(first);
        if (kind == Kind.OCCUPIED && all.size() > 1) {
            throw new IllegalArgumentException("withProtocols takes one protocol for an occupied port.");
        }
        copy.protocols = all.toArray(Protocol[]::new);
        return copy;
    }

    /**
     * {@return this extension for another number of ports}
     *
     * @param number how many, at least 1
     * @throws IllegalArgumentException if {@code number} is less than 1, or the port is not a free one
     */
    public PortExtension withCount(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("count (" + number + ") must be at least 1.");
        }
        PortExtension copy = copy("withCount", Kind.FREE);
        copy.count = number;
        return copy;
    }

    /**
     * {@return this extension with ports that follow each other, or not}
     *
     * @param follow whether several ports follow each other, in ascending order
     * @throws IllegalArgumentException if the port is not a free one
     */
    public PortExtension withContiguous(boolean follow) {
        PortExtension copy = copy("withContiguous", Kind.FREE);
        copy.contiguous = follow;
        return copy;
    }

    /**
     * {@return this extension with an occupier that listens on the port, or not}
     *
     * @param listens {@code false} for a socket that is only bound
     * @throws IllegalArgumentException if the port is not an occupied one
     */
    public PortExtension withListening(boolean listens) {
        PortExtension copy = copy("withListening", Kind.OCCUPIED);
        copy.listening = listens;
        return copy;
    }

    private PortExtension copy(String method, Kind... kinds) {
        if (!List.of(kinds).contains(kind)) {
            throw new IllegalArgumentException(
                    method + " is not for a port that is " + kind.name().toLowerCase(Locale.ROOT) + ".");
        }
        return new PortExtension(this);
    }

    private PortExtension validated() {
        declaration(DeclarationSite.of(this, toString()));
        return this;
    }

    Declaration declaration(DeclarationSite site) {
        PortSpec spec = switch (kind) {
            case FREE -> new FreePortSpec(count, contiguous);
            case FIXED -> new FixedPortSpec(fixed, "");
            case CLOSED -> new ClosedPortSpec();
            case OCCUPIED ->
                new OccupiedPortSpec(occupier, listening, protocols.length == 0 ? Protocol.TCP : protocols[0]);
        };
        if (change != null) {
            spec.change(change);
        }
        if (protocols.length > 0) {
            spec.protocols(protocols, true, NUMBER, site);
        }
        return Declaration.of(site, name, scope, spec, NUMBER, "", property);
    }

    /** Disables nothing. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return reserveWithConditions(context);
    }

    @Override
    void reserveForClass(ExtensionContext context) {
        reserve(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        reserve(context);
    }

    /** Reserves the ports, unless a scope around this one holds them. */
    private void reserve(ExtensionContext context) {
        DeclaredPorts known = ports;
        if (known != null && PortScopes.visibleFrom(context).stream().anyMatch(scope -> scope.holds(known))) {
            return;
        }
        String text = this + " of " + context.getRequiredTestClass().getName();
        try {
            Declaration declaration = declaration(DeclarationSite.of(this, text));
            ports = new PortResolver(context, SiteContext.of(this, context), declaration).resolve();
        } catch (InvalidDeclarationException e) {
            throw e.ofExtension();
        }
    }

    /**
     * {@return the port, the first one of several}
     *
     * @throws IllegalStateException if there is none yet
     */
    public int port() {
        return reserved().port();
    }

    /**
     * {@return the ports, as many as were asked for}
     *
     * @throws IllegalStateException if there are none yet
     */
    public List<Integer> ports() {
        return reserved().ports();
    }

    /**
     * {@return the reservation of the port, of the first one of several}
     *
     * @throws IllegalStateException if there is none yet
     */
    public PortReservation reservation() {
        return reserved().reservations().get(0);
    }

    /**
     * {@return the port on the loopback address}
     *
     * @throws IllegalStateException if there is no port yet
     */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    }

    /**
     * {@return the port as a URI of this host, such as {@code https://localhost:20004}}
     *
     * @param scheme such as {@code https}
     * @throws IllegalStateException if there is no port yet
     */
    public URI uri(String scheme) {
        return URI.create(scheme + "://localhost:" + port());
    }

    private DeclaredPorts reserved() {
        DeclaredPorts known = ports;
        if (known == null) {
            throw new IllegalStateException(
                    QuarkusInstances.haveLoaded(PortExtension.class)
                            ? this + " has no port. Declare a field with @FreePort instead, because JUnit registers"
                                    + " another instance than the one that this version of Quarkus runs."
                            : this + " has no port yet. Register it with @RegisterExtension; it has a port"
                                    + " from @BeforeAll on if the field is static, else from @BeforeEach on.");
        }
        return known;
    }

    /** Returns {@code PortExtension 'shop'}. */
    @Override
    public String toString() {
        return name.isBlank() ? "PortExtension" : "PortExtension '" + name + "'";
    }

    private enum Kind {
        FREE,
        FIXED,
        CLOSED,
        OCCUPIED
    }
}
