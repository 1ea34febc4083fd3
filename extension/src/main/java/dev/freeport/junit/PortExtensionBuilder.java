package dev.freeport.junit;

import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;

/**
 * Says what a {@link PortExtension} is to hold: a free port, or by {@link #fixed}, {@link #closed} or {@link #occupied}
 * another one. Each part means what the attribute means that has its name, of {@link FreePort}, {@link FixedPort},
 * {@link ClosedPort} or {@link OccupiedPort}; what that annotation has no attribute for is refused.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PortExtension PEERS = PortExtension.builder().count(3).contiguous().guard(false).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PortExtensionBuilder {
    private String name = "";
    private PortKind kind = PortKind.FREE;
    private int number;
    private String timeout = "";
    private OccupiedPort.Occupier occupier = OccupiedPort.Occupier.THIS_JVM;
    private boolean listening = true;
    private Protocol[] protocols = {};
    private String ranges = "";
    private String avoid = "";
    private StackProfile[] safeOn = {};
    private int count = 1;
    private boolean contiguous;
    private FreePort.GuardSocket guard = FreePort.GuardSocket.DEFAULT;
    private FreePort.Scope scope = FreePort.Scope.DEFAULT;
    private String property = "";

    PortExtensionBuilder() {}

    private PortExtensionBuilder(PortExtensionBuilder other) {
        name = other.name;
        kind = other.kind;
        number = other.number;
        timeout = other.timeout;
        occupier = other.occupier;
        listening = other.listening;
        protocols = other.protocols;
        ranges = other.ranges;
        avoid = other.avoid;
        safeOn = other.safeOn;
        count = other.count;
        contiguous = other.contiguous;
        guard = other.guard;
        scope = other.scope;
        property = other.property;
    }

    /**
     * Sets the name by which declarations in the scope share the port.
     *
     * @param shared the name
     * @return this
     */
    public PortExtensionBuilder name(String shared) {
        name = shared;
        return this;
    }

    /**
     * Wants the port with a certain number, as {@link FixedPort} does. The number is its name.
     *
     * @param port the number, 1 to 65535
     * @return this
     * @throws IllegalArgumentException if the port is to be closed or occupied already
     */
    public PortExtensionBuilder fixed(int port) {
        kind = kind.to(PortKind.FIXED);
        number = port;
        return this;
    }

    /**
     * Sets how long to wait behind others that have reserved the port with this number.
     *
     * @param longest a number with a unit (ms, s, m), such as {@code 30s}
     * @return this
     */
    public PortExtensionBuilder timeout(String longest) {
        timeout = longest;
        return this;
    }

    /**
     * Wants a port on which nobody listens, as {@link ClosedPort} does.
     *
     * @return this
     * @throws IllegalArgumentException if the port is to be fixed or occupied already
     */
    public PortExtensionBuilder closed() {
        kind = kind.to(PortKind.CLOSED);
        return this;
    }

    /**
     * Wants a port that is in use, as {@link OccupiedPort} does.
     *
     * @param by who has it
     * @return this
     * @throws IllegalArgumentException if the port is to be fixed or closed already
     */
    public PortExtensionBuilder occupied(OccupiedPort.Occupier by) {
        kind = kind.to(PortKind.OCCUPIED);
        occupier = by;
        return this;
    }

    /**
     * Sets whether who occupies the port listens on it.
     *
     * @param listens {@code false} for a socket that is only bound
     * @return this
     */
    public PortExtensionBuilder listening(boolean listens) {
        listening = listens;
        return this;
    }

    /**
     * Sets the protocols; two mean one number that is reserved for both.
     *
     * @param wanted one or both
     * @return this
     */
    public PortExtensionBuilder protocol(Protocol... wanted) {
        protocols = wanted.clone();
        return this;
    }

    /**
     * Sets the ports to choose from.
     *
     * @param wanted such as {@code 20000-20015,30000}
     * @return this
     */
    public PortExtensionBuilder ranges(String wanted) {
        ranges = wanted;
        return this;
    }

    /**
     * Sets ports never to be given.
     *
     * @param unwanted such as {@code 27017,20000-20100}
     * @return this
     */
    public PortExtensionBuilder avoid(String unwanted) {
        avoid = unwanted;
        return this;
    }

    /**
     * Sets other stacks that must not lend the port to a client either.
     *
     * @param stacks the stacks
     * @return this
     */
    public PortExtensionBuilder safeOn(StackProfile... stacks) {
        safeOn = stacks.clone();
        return this;
    }

    /**
     * Sets how many ports there are to be.
     *
     * @param ports at least 1
     * @return this
     */
    public PortExtensionBuilder count(int ports) {
        count = ports;
        return this;
    }

    /**
     * Lets several ports follow each other.
     *
     * @return this
     */
    public PortExtensionBuilder contiguous() {
        contiguous = true;
        return this;
    }

    /**
     * Sets whether a socket that never listens holds the port.
     *
     * @param on whether one does
     * @return this
     */
    public PortExtensionBuilder guard(boolean on) {
        guard = on ? FreePort.GuardSocket.ON : FreePort.GuardSocket.OFF;
        return this;
    }

    /**
     * Sets how long the port lasts.
     *
     * @param wanted the scope
     * @return this
     */
    public PortExtensionBuilder scope(FreePort.Scope wanted) {
        scope = wanted;
        return this;
    }

    /**
     * Sets a system property that has the number of the port meanwhile.
     *
     * @param key the property
     * @return this
     */
    public PortExtensionBuilder property(String key) {
        property = key;
        return this;
    }

    /**
     * Makes the extension.
     *
     * @return an extension to be registered
     * @throws IllegalArgumentException if a part cannot be understood; the message says which, and what would be right
     */
    public PortExtension build() {
        PortExtensionBuilder parts = new PortExtensionBuilder(this);
        parts.declaration(DeclarationSite.of(parts, toString()));
        return new PortExtension(parts);
    }

    Declaration declaration(DeclarationSite place) {
        if (count < 1) {
            throw new IllegalArgumentException("count (" + count + ") must be at least 1.");
        }
        requireParts();
        PortConverter form = new NumberConverter();
        return Declarations.of(place, name, scope, spec(form, place), form, "", property);
    }

    private PortSpec spec(PortConverter form, DeclarationSite place) {
        PortSelection choosing = PortSelection.of(ranges, avoid, safeOn);
        return switch (kind) {
            case FREE ->
                new FreePortSpec(choosing, DeclaredProtocols.of(protocols, form, place), guard, count, contiguous);
            case FIXED -> new FixedPortSpec(number, DeclaredProtocols.of(protocols, form, place), guard, timeout);
            case CLOSED -> new ClosedPortSpec(choosing);
            case OCCUPIED ->
                new OccupiedPortSpec(
                        choosing, protocols.length == 0 ? Protocol.TCP : protocols[0], occupier, listening);
        };
    }

    /** Checks that nothing is said for which the annotation of this kind has no attribute. */
    private void requireParts() {
        boolean chosen = kind != PortKind.FIXED;
        kind.require("name", chosen || name.isEmpty());
        kind.require("ranges", chosen || ranges.isEmpty());
        kind.require("avoid", chosen || avoid.isEmpty());
        kind.require("safeOn", chosen || safeOn.length == 0);
        kind.require("count", kind == PortKind.FREE || count == 1);
        kind.require("contiguous", kind == PortKind.FREE || !contiguous);
        kind.require("guard", kind == PortKind.FREE || kind == PortKind.FIXED || guard == FreePort.GuardSocket.DEFAULT);
        kind.require("protocol", kind != PortKind.CLOSED || protocols.length == 0);
        kind.require("protocol for two", kind != PortKind.OCCUPIED || protocols.length < 2);
        kind.require("timeout", kind == PortKind.FIXED || timeout.isEmpty());
        kind.require("listening", kind == PortKind.OCCUPIED || listening);
    }

    /** Returns {@code PortExtension 'shop'}. */
    @Override
    public String toString() {
        return name.isBlank() ? "PortExtension" : "PortExtension '" + name + "'";
    }
}
