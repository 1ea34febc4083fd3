package dev.freeport.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.ExcludedRange;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.io.File;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of every pool, whatever the host and the settings: compared port by port with a naive account. */
class PortPoolPropertyTests {
    private static final ServicesFile SERVICES = ServicesFile.read(new File("/etc/services"));

    @Test
    void aPoolOfAskedRangesHoldsExactlyWhatMayBeGiven() {
        RandomPools.forEach(150, (stack, choice, guarded) -> {
            PortPool pool = PoolCutter.cut(stack, SERVICES, choice, guarded);

            BitSet outside = naive(stack, choice, true);
            BitSet anywhere = naive(stack, choice, false);
            boolean inside = outside.isEmpty()
                    && !anywhere.isEmpty()
                    && guarded
                    && choice.protocols().equals(Set.of(Protocol.TCP));
            assertThat(pool.insideDynamicRange()).isEqualTo(inside);
            assertThat(pool.bits()).isEqualTo(inside ? anywhere : outside);
        });
    }

    @Test
    void theUsualPoolHoldsNoPortThatMustBeAvoided() {
        RandomPools.forEach(100, (stack, asked, guarded) -> {
            PortChoice usual = asked.withRanges(List.of());

            PortPool pool = PoolCutter.cut(stack, SERVICES, usual, guarded);

            PortChoice all = usual.withRanges(List.of(new PortRange(5001, 65535)));
            BitSet allowed = naive(stack, all, !pool.insideDynamicRange());
            BitSet given = pool.bits();
            given.andNot(allowed);
            assertThat(given.isEmpty())
                    .as("ports that may not be given: %s", given)
                    .isTrue();
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
        });
    }

    /** Decides each port by itself. */
    private static BitSet naive(HostStack stack, PortChoice choice, boolean outsideOnly) {
        BitSet result = new BitSet();
        for (int port = 1; port <= 65535; port++) {
            boolean may = contains(choice.ranges(), port)
                    && !contains(choice.excludedRanges(), port)
                    && isSafe(choice, port)
                    && !isNamed(choice, port)
                    && !(port == 9847 && choice.protocols().contains(Protocol.UDP))
                    && !isUnbindable(stack, choice, port)
                    && !(outsideOnly && isAssigned(stack, choice, port));
            result.set(port, may);
        }
        return result;
    }

    private static boolean contains(List<PortRange> ranges, int port) {
        for (PortRange range : ranges) {
            if (range.contains(port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSafe(PortChoice choice, int port) {
        for (StackProfile profile : choice.safeOn()) {
            boolean matters = !Collections.disjoint(profile.protocols(), choice.protocols());
            if (matters
                    && (port <= profile.highestSystemPort() || profile.dynamic().contains(port))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNamed(PortChoice choice, int port) {
        for (Protocol protocol : choice.protocols()) {
            if (choice.skipNamed().orElse(false) && SERVICES.ports(protocol).get(port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnbindable(HostStack stack, PortChoice choice, int port) {
        for (ExcludedRange exclusion : stack.exclusions()) {
            if (choice.protocols().contains(exclusion.protocol())
                    && !exclusion.bindable()
                    && exclusion.range().contains(port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAssigned(HostStack stack, PortChoice choice, int port) {
        for (Protocol protocol : choice.protocols()) {
            if (stack.isDynamic(protocol, port) && !isExcluded(stack, protocol, port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isExcluded(HostStack stack, Protocol protocol, int port) {
        for (ExcludedRange exclusion : stack.exclusions()) {
            if (exclusion.protocol() == protocol && exclusion.range().contains(port)) {
                return true;
            }
        }
        return false;
    }
}
