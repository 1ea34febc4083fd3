package dev.freeport.internal.pool;

import dev.freeport.stack.ExcludedRange;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Random hosts and settings, different in each run. A failure names the seed that repeats it. */
final class RandomPools {
    private static final String SEED = "pool.seed";

    private static final List<PortRange> REAL = List.of(
            new PortRange(1024, 65535),
            new PortRange(32768, 60999),
            new PortRange(49152, 65535),
            new PortRange(1, 65535),
            new PortRange(60000, 64095),
            new PortRange(65535, 65535),
            new PortRange(20000, 20015));

    private final Random random;

    private RandomPools(long seed) {
        random = new Random(seed);
    }

    /** What must hold for each. */
    interface Property {
        void check(HostStack stack, PortChoice choice, boolean guarded);
    }

    /** Checks a property with so many pairs of a host and a choice. */
    static void forEach(int tries, Property property) {
        long first = Long.getLong(SEED, System.nanoTime());
        for (long seed = first; seed < first + tries; seed++) {
            RandomPools pools = new RandomPools(seed);
            HostStack stack = pools.stack();
            PortChoice choice = pools.choice();
            boolean guarded = pools.random.nextBoolean();
            try {
                property.check(stack, choice, guarded);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(
                        "with -D" + SEED + "=" + seed + ": " + stack + ", " + choice + ", guarded " + guarded, failure);
            }
        }
    }

    private HostStack stack() {
        List<PortRange> tcp = list(0, 2, this::range);
        List<PortRange> udp = list(0, 2, this::range);
        List<ExcludedRange> exclusions = list(
                0, 4, () -> new ExcludedRange(range(), oneOf(Protocol.values()), "excluded", random.nextBoolean()));
        return HostStacks.of(StackProfile.IANA, tcp, udp, exclusions, 1024, "test");
    }

    private PortChoice choice() {
        Set<Protocol> protocols = EnumSet.of(oneOf(Protocol.values()), oneOf(Protocol.values()));
        List<PortRange> asked = list(1, 3, this::range);
        List<PortRange> excluded = list(0, 2, this::range);
        Set<StackProfile> safeOn = Set.copyOf(list(0, 2, () -> oneOf(StackProfile.values())));
        Optional<Boolean> skipNamed = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(random.nextBoolean());
        return new PortChoice(protocols, asked, excluded, safeOn, skipNamed);
    }

    /** A range of real hosts, or one with random ends, the lowest and highest port among them. */
    private PortRange range() {
        if (random.nextBoolean()) {
            return REAL.get(random.nextInt(REAL.size()));
        }
        int one = port();
        int other = port();
        return new PortRange(Math.min(one, other), Math.max(one, other));
    }

    private int port() {
        return switch (random.nextInt(10)) {
            case 0 -> 1;
            case 1 -> 65535;
            default -> 1 + random.nextInt(65535);
        };
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> List<T> list(int least, int most, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }
}
