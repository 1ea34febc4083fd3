package dev.freeport.junit;

import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;

/**
 * Says what a {@link PortExtension} is to hold. Each part means what the attribute of {@link FreePort} means that has its
 * name.
 *
 * @since 0.1.0
 */
public final class PortExtensionBuilder {
    private String name = "";
    private Protocol[] protocols = {};
    private String ranges = "";
    private String avoid = "";
    private StackProfile[] safeOn = {};
    private int count = 1;
    private boolean contiguous;
    private FreePort.Guard guard = FreePort.Guard.BY_SETTING;
    private FreePort.Scope scope = FreePort.Scope.BY_PLACE;
    private String property = "";

    PortExtensionBuilder() {}

    private PortExtensionBuilder(PortExtensionBuilder other) {
        name = other.name;
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
        guard = on ? FreePort.Guard.ON : FreePort.Guard.OFF;
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
        parts.declaration(Place.of(parts, toString()));
        return new PortExtension(parts);
    }

    Declaration declaration(Place place) {
        if (count < 1) {
            throw new IllegalArgumentException("count (" + count + ") must be at least 1.");
        }
        FreeWish wish = new FreeWish(
                Choosing.of(ranges, avoid, safeOn), Protocols.of(protocols, null, place), guard, count, contiguous);
        return Declarations.of(place, name, scope, wish, new NumberForm(), "", property);
    }

    /** Returns {@code PortExtension 'shop'}. */
    @Override
    public String toString() {
        return name.isBlank() ? "PortExtension" : "PortExtension '" + name + "'";
    }
}
