package dev.freeport.junit;

import dev.freeport.GuardSocket;
import dev.freeport.LeakCheck;
import dev.freeport.PortRequest;
import dev.freeport.internal.settings.Setting;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which ports a declaration asks for, and how they are reserved: one for each annotation. Each attribute is stated
 * once: with its text, by which declarations of one name are compared, and its change of the request.
 */
abstract class PortSpec {
    /** What stands for a change that was made in code: it cannot be compared with attributes. */
    private static final String REQUEST = "request";

    private static final String PROTOCOL = "protocol";

    private final String annotation;
    private final Map<String, String> stated = new TreeMap<>();
    private final Map<String, String> defaults = new TreeMap<>();
    private final List<UnaryOperator<PortRequest>> changes = new ArrayList<>();
    private @Nullable UnaryOperator<PortRequest> inCode;
    private Set<Protocol> protocols = Set.of(Protocol.TCP);

    PortSpec(String annotation) {
        this.annotation = annotation;
    }

    /**
     * Reserves the ports, all of them or none.
     *
     * @throws IllegalArgumentException if the request cannot be met by any host
     * @throws dev.freeport.NoFreePortException if a port cannot be reserved
     */
    abstract DeclaredPorts reserve(Declaration declaration, PortRequest request);

    /** Returns what the port is filed under if not under a name or a site, or null. */
    @Nullable
    Object key() {
        return null;
    }

    /**
     * Makes the request: the settings, then what this declaration states.
     *
     * @throws IllegalArgumentException if a setting is not valid
     */
    PortRequest request(Function<String, Optional<String>> settings, String purpose) {
        PortRequest request = PortRequest.from(settings).withPurpose(purpose);
        for (UnaryOperator<PortRequest> change : changes) {
            request = change.apply(request);
        }
        return request;
    }

    /** Returns the annotation, as {@code @FreePort}. */
    final String annotation() {
        return annotation;
    }

    /** Returns the protocols that the ports may be reserved for. */
    final Set<Protocol> protocols() {
        return protocols;
    }

    /** Returns the attributes that the declaration states itself. */
    final Map<String, String> stated() {
        return stated;
    }

    /** Returns {@code ranges = 20000-20999}, or {@code no ranges}. */
    final String describe(String attribute) {
        String value = stated.getOrDefault(attribute, defaults.get(attribute));
        if (value != null) {
            return attribute + " = " + value;
        }
        if (inCode != null) {
            return describe(REQUEST);
        }
        return attribute.equals(PROTOCOL) ? PROTOCOL + " = " + text(protocols) : "no " + attribute;
    }

    /** Tells whether ports that another declaration has reserved have an attribute that this one states. */
    final boolean agrees(String attribute, PortSpec first) {
        if (attribute.equals(REQUEST)) {
            return inCode != null && first.inCode != null && inCode.getClass() == first.inCode.getClass();
        }
        boolean unknown = attribute.equals(PROTOCOL) && first.inCode != null && !first.stated.containsKey(PROTOCOL);
        return unknown || describe(attribute).equals(first.describe(attribute));
    }

    final void state(String attribute, Object value) {
        stated.put(attribute, value.toString());
    }

    /** States what differs from the default: others of the name may leave the default out. */
    final void stateUnlessDefault(String attribute, Object value, Object byDefault) {
        (value.equals(byDefault) ? defaults : stated).put(attribute, value.toString());
    }

    /** States an attribute that changes the request. */
    final void state(String attribute, Object value, UnaryOperator<PortRequest> change) {
        state(attribute, value);
        changes.add(change);
    }

    /** Changes the request in code, perhaps to any protocol. Code of one place is one class. */
    final void change(UnaryOperator<PortRequest> operator) {
        inCode = operator;
        state(REQUEST, "changed by code of its own", operator);
        protocols = EnumSet.allOf(Protocol.class);
    }

    final void choose(String ranges, String excludedRanges, StackProfile[] safeOn) {
        if (!ranges.isEmpty()) {
            PortRange[] wanted =
                    Setting.RANGES.parse("attribute ranges", ranges).toArray(PortRange[]::new);
            state("ranges", text(List.of(wanted)), request -> request.withRanges(wanted));
        }
        if (!excludedRanges.isEmpty()) {
            PortRange[] excluded = Setting.EXCLUDED_RANGES
                    .parse("attribute excludedRanges", excludedRanges)
                    .toArray(PortRange[]::new);
            state("excludedRanges", text(List.of(excluded)), request -> request.withExcludedRanges(excluded));
        }
        if (safeOn.length > 0) {
            state("safeOn", text(names(safeOn)), request -> request.withSafeOn(safeOn));
        }
    }

    final void guardSocket(FreePort.GuardSocket guardSocket) {
        if (guardSocket != FreePort.GuardSocket.DEFAULT) {
            GuardSocket where = GuardSocket.valueOf(guardSocket.name());
            state("guardSocket", guardSocket, request -> request.withGuardSocket(where));
        }
    }

    final void leaks(FreePort.Leaks leaks) {
        if (leaks != FreePort.Leaks.DEFAULT) {
            LeakCheck check = LeakCheck.valueOf(leaks.name());
            state("leaks", leaks, request -> request.withLeakCheck(check));
        }
    }

    /** Sets the protocols; where the attribute names none, they follow from the type. */
    final void protocols(Protocol[] attribute, boolean isStated, PortConverter converter, DeclarationSite site) {
        Protocol needed = converter.needs();
        Protocol[] wanted = attribute.length > 0 || needed == null ? attribute : new Protocol[] {needed};
        if (wanted.length > 0) {
            protocols = EnumSet.copyOf(Arrays.asList(wanted));
            changes.add(request -> request.withProtocols(wanted[0], wanted));
        }
        if (needed != null && !protocols.contains(needed)) {
            throw new IllegalArgumentException("attribute protocol (" + text(protocols) + ") must name " + needed
                    + " for a " + site.type().getTypeName() + "." + converter.otherwise());
        }
        if (isStated) {
            state(PROTOCOL, text(protocols));
        }
    }

    private static List<String> names(StackProfile[] profiles) {
        return Arrays.stream(profiles)
                .map(StackProfile::name)
                .sorted()
                .distinct()
                .toList();
    }

    private static String text(Collection<?> parts) {
        StringJoiner text = new StringJoiner(",");
        parts.forEach(part -> text.add(part.toString()));
        return text.toString();
    }
}
