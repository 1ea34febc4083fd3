package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.PortReservations;
import java.util.List;
import java.util.Optional;

/** Asks for free ports, as {@link FreePort} does. */
final class FreePortSpec extends PortSpec {
    private static final PortConverter NUMBER = new PortConverters.Number();

    private final int count;
    private final boolean contiguous;

    static Declaration read(FreePort annotation, DeclarationSite site) {
        String name = annotation.value();
        String scheme = annotation.scheme();
        PortConverter converter = site.type() == int.class ? NUMBER : PortConverters.ALL.of(site, "@FreePort", scheme);
        PortSpec spec = new FreePortSpec(count(annotation, converter, site), annotation.contiguous());
        spec.choose(annotation.ranges(), annotation.excludedRanges(), annotation.safeOn());
        spec.protocols(annotation.protocol(), annotation.protocol().length > 0, converter, site);
        spec.guardSocket(annotation.guardSocket());
        spec.leaks(annotation.leaks());
        return Declaration.of(site, name, annotation.scope(), spec, converter, scheme, annotation.property());
    }

    /** Asks for ports anywhere: 1 for a port that is no list of one, 0 for as many as were declared before. */
    FreePortSpec(int count, boolean contiguous) {
        super("@FreePort");
        this.count = count;
        this.contiguous = contiguous;
        if (count != 0) {
            state("count", count);
        }
        if (contiguous) {
            state("contiguous", true);
        }
    }

    boolean isForOnePort() {
        return count == 1;
    }

    private static int count(FreePort annotation, PortConverter converter, DeclarationSite site) {
        int count = annotation.count();
        if (count < 0) {
            throw new IllegalArgumentException("attribute count (" + count + ") must be at least 1.");
        }
        if (converter.isOfSeveral()) {
            if (count == 0 && annotation.value().isEmpty()) {
                throw new IllegalArgumentException((site.type() == int[].class ? "an int[]" : "a List<Integer>")
                        + " needs a count, such as @FreePort(count = 3).");
            }
            return count;
        }
        if (count > 1 || annotation.contiguous()) {
            throw new IllegalArgumentException("attribute " + (count > 1 ? "count (" + count + ")" : "contiguous")
                    + " is for int[] and List<Integer>, but this is of type "
                    + site.type().getTypeName() + ".");
        }
        return 1;
    }

    private List<PortReservation> ofBuild(String name, PortReservations ports) {
        if (count != 0 && count != ports.each().size()) {
            throw new IllegalArgumentException(
                    "count (" + count + ") must be " + ports.each().size()
                            + ": the build has reserved so many ports with the name '" + name + "' (" + ports
                            + "). Or use another name.");
        }
        return ports.each();
    }

    @Override
    DeclaredPorts reserve(Declaration declaration, PortRequest request) {
        if (!declaration.name().isEmpty()) {
            Optional<PortReservations> ofBuild = FreePorts.reservedByBuild(declaration.name(), request);
            if (ofBuild.isPresent()) {
                return new DeclaredPorts(declaration, ofBuild(declaration.name(), ofBuild.get()));
            }
        }
        if (count == 1) {
            return new DeclaredPorts(declaration, List.of(FreePorts.reserve(request)));
        }
        if (count == 0) {
            throw new IllegalArgumentException("nothing says how many ports have the name '" + declaration.name()
                    + "'. Add a count, here or to the declaration that JUnit reaches first, such as @FreePort(value = \""
                    + declaration.name() + "\", count = 3).");
        }
        return new DeclaredPorts(
                declaration,
                (contiguous ? FreePorts.reserveContiguous(count, request) : FreePorts.reserveSeveral(count, request))
                        .each());
    }
}
