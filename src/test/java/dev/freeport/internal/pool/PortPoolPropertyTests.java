package dev.freeport.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.ExcludedRange;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.io.File;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every pool, whatever the host and the settings: compared port by port with a naive account. */
class PortPoolPropertyTests {
    private static final ServicesFile SERVICES = ServicesFile.read(new File("/etc/services"));

    @Property(tries = 150, edgeCases = EdgeCasesMode.MIXIN)
    void aPoolOfAskedRangesHoldsExactlyWhatMayBeGiven(
            @ForAll("stacks") HostStack stack, @ForAll("choices") PortChoice choice, @ForAll boolean guarded) {
        PortPool pool = PoolCutter.cut(stack, SERVICES, choice, guarded);

        BitSet outside = naive(stack, choice, true);
        BitSet anywhere = naive(stack, choice, false);
        boolean inside = outside.isEmpty()
                && !anywhere.isEmpty()
                && guarded
                && choice.protocols().equals(Set.of(Protocol.TCP));
        assertThat(pool.insideDynamicRange()).isEqualTo(inside);
        assertThat(pool.bits()).isEqualTo(inside ? anywhere : outside);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.MIXIN)
    void theUsualPoolHoldsNoPortThatMustBeAvoided(
            @ForAll("stacks") HostStack stack, @ForAll("choices") PortChoice asked, @ForAll boolean guarded) {
        PortChoice usual = asked.withRanges(List.of());

        PortPool pool = PoolCutter.cut(stack, SERVICES, usual, guarded);

        PortChoice all = usual.withRanges(List.of(new PortRange(5001, 65535)));
        BitSet allowed = naive(stack, all, !pool.insideDynamicRange());
        BitSet given = pool.bits();
        given.andNot(allowed);
        assertThat(given.isEmpty()).as("ports that may not be given: %s", given).isTrue();
        BitSet unusual = new BitSet();
        unusual.set(30000, 32768);
        for (ExcludedRange exclusion : stack.exclusions()) {
            if (usual.protocols().contains(exclusion.protocol())) {
                unusual.set(exclusion.range().low(), exclusion.range().high() + 1);
            }
        }
        assertThat(pool.bits().intersects(unusual))
                .as("NodePorts or exclusions")
                .isFalse();
    }

    /** Decides each port by itself. */
    private static BitSet naive(HostStack stack, PortChoice choice, boolean outsideOnly) {
        BitSet result = new BitSet();
        for (int port = 1; port <= 65535; port++) {
            int candidate = port;
            boolean wanted = choice.ranges().stream().anyMatch(range -> range.contains(candidate))
                    && choice.excludedRanges().stream().noneMatch(range -> range.contains(candidate))
                    && choice.safeOn().stream()
                            .filter(profile -> !Collections.disjoint(profile.protocols(), choice.protocols()))
                            .allMatch(profile -> candidate > profile.highestSystemPort()
                                    && !profile.dynamic().contains(candidate))
                    && !(choice.skipNamed().orElse(false)
                            && choice.protocols().stream()
                                    .anyMatch(
                                            protocol -> SERVICES.ports(protocol).get(candidate)));
            boolean unbindable = stack.exclusions().stream()
                    .anyMatch(exclusion -> choice.protocols().contains(exclusion.protocol())
                            && !exclusion.bindable()
                            && exclusion.range().contains(candidate));
            boolean lent = choice.protocols().stream().anyMatch(protocol -> lends(stack, protocol, candidate));
            result.set(candidate, wanted && !unbindable && !(outsideOnly && lent));
        }
        return result;
    }

    private static boolean lends(HostStack stack, Protocol protocol, int port) {
        return stack.isDynamic(protocol, port)
                && stack.exclusions().stream()
                        .noneMatch(exclusion -> exclusion.protocol() == protocol
                                && exclusion.range().contains(port));
    }

    @Provide
    Arbitrary<HostStack> stacks() {
        Arbitrary<List<PortRange>> dynamic = ranges().list().ofMinSize(0).ofMaxSize(2);
        Arbitrary<List<ExcludedRange>> exclusions = Combinators.combine(
                        ranges(), Arbitraries.of(Protocol.class), Arbitraries.of(true, false))
                .as((range, protocol, bindable) -> new ExcludedRange(range, protocol, "excluded", bindable))
                .list()
                .ofMaxSize(4);
        return Combinators.combine(dynamic, dynamic, exclusions)
                .as((tcp, udp, excluded) -> HostStacks.of(StackProfile.IANA, tcp, udp, excluded, 1024, "test"));
    }

    @Provide
    Arbitrary<PortChoice> choices() {
        Arbitrary<List<PortRange>> asked = ranges().list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<List<PortRange>> avoid = ranges().list().ofMaxSize(2);
        Arbitrary<Set<StackProfile>> safeOn =
                Arbitraries.of(StackProfile.class).set().ofMaxSize(2);
        Arbitrary<Set<Protocol>> protocols =
                Arbitraries.of(Protocol.class).set().ofMinSize(1);
        Arbitrary<Optional<Boolean>> skip = Arbitraries.of(Optional.empty(), Optional.of(true), Optional.of(false));
        return Combinators.combine(protocols, asked, avoid, safeOn, skip).as(PortChoice::new);
    }

    private static Arbitrary<PortRange> ranges() {
        Arbitrary<Integer> ports = Arbitraries.integers().between(1, 65535);
        Arbitrary<PortRange> any = Combinators.combine(ports, ports)
                .as((one, other) -> new PortRange(Math.min(one, other), Math.max(one, other)));
        Arbitrary<PortRange> real = Arbitraries.of(
                new PortRange(1024, 65535),
                new PortRange(32768, 60999),
                new PortRange(49152, 65535),
                new PortRange(1, 65535),
                new PortRange(60000, 64095),
                new PortRange(65535, 65535),
                new PortRange(20000, 20015));
        return Arbitraries.oneOf(any, real);
    }
}
