package dev.freeport.internal.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The long run: all sets of guards against all adversaries, as a table of the double owners that the oracle saw.
 * Arguments: seconds for each cell; or 0 and the number of reservations that six JVMs are to make with all guards, and as
 * a control some without any. Ends with 1 if a port had two owners though all guards were on, or if nothing befell a
 * registry without guards.
 */
public final class Stress {
    private static final List<Set<GuardKind>> GUARDS = List.of(
            EnumSet.allOf(GuardKind.class),
            EnumSet.of(GuardKind.LOCK, GuardKind.LEDGER),
            EnumSet.of(GuardKind.LOCK),
            EnumSet.of(GuardKind.LEDGER),
            EnumSet.of(GuardKind.KERNEL),
            EnumSet.noneOf(GuardKind.class));

    private static final int JVMS = 4;

    private Stress() {}

    public static void main(String[] arguments) throws Exception {
        double seconds = Double.parseDouble(arguments[0]);
        long reservations = Long.parseLong(arguments[1]);
        if (reservations > 0) {
            System.exit(makes(reservations) ? 0 : 1);
        }
        System.out.printf("%-16s %-24s %14s %10s %7s%n", "what befalls", "guards", "double owners", "rounds", "killed");
        long withAll = 0;
        long withoutAny = 0;
        for (StressAdversary adversary : StressAdversary.values()) {
            for (Set<GuardKind> guards : GUARDS) {
                Path parent = Files.createTempDirectory("freeport-stress");
                StressResult result = StressRun.of(parent, JVMS, guards, adversary, seconds, Long.MAX_VALUE);
                System.out.printf(
                        "%-16s %-24s %14d %10d %7d%n",
                        adversary, guards, result.doubleOwners(), result.rounds(), result.killed());
                withAll += guards.size() == GuardKind.values().length ? result.doubleOwners() : 0;
                withoutAny += guards.isEmpty() ? result.doubleOwners() : 0;
                delete(parent);
            }
        }
        boolean good = withAll == 0 && withoutAny > 0;
        System.out.println(
                good
                        ? "Good: with all guards no port had two owners, and without guards the oracle saw "
                                + withoutAny + "."
                        : "FAILED: double owners with all guards: " + withAll + ", without guards: " + withoutAny);
        System.exit(good ? 0 : 1);
    }

    private static boolean makes(long reservations) throws Exception {
        long start = System.nanoTime();
        Path parent = Files.createTempDirectory("freeport-stress");
        StressResult all =
                StressRun.ofReservations(parent, EnumSet.allOf(GuardKind.class), reservations, Long.MAX_VALUE);
        delete(parent);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        Path other = Files.createTempDirectory("freeport-stress");
        StressResult none = StressRun.ofReservations(other, EnumSet.noneOf(GuardKind.class), reservations, 1);
        delete(other);
        System.out.printf(
                "%d reservations in 6 JVMs of which %d were killed, in %d s: %d double owners."
                        + " Without guards there was one after %d reservations.%n",
                all.rounds(), all.killed(), seconds, all.doubleOwners(), none.rounds());
        return all.doubleOwners() == 0 && none.doubleOwners() > 0;
    }

    private static void delete(Path parent) throws Exception {
        try (var paths = Files.walk(parent)) {
            for (Path path : paths.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
