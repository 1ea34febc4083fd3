package dev.freeport.internal.registry;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a JVM under stress is to do.
 *
 * @param directory where the JVMs meet
 * @param ranges the ports to contend for
 * @param guards the guards that are on
 * @param oracle the file of the oracle
 * @param adversary what befalls the JVMs
 * @param nanos for how long
 * @param enough how many double owners end it
 * @param reservations how many reservations end it
 */
record StressTask(
        Path directory,
        String ranges,
        Set<GuardKind> guards,
        Path oracle,
        StressAdversary adversary,
        long nanos,
        long enough,
        long reservations) {

    static StressTask parse(String[] arguments) {
        return new StressTask(
                Path.of(arguments[0]),
                arguments[1],
                RegistryProcess.parseGuards(arguments[2]),
                Path.of(arguments[3]),
                StressAdversary.valueOf(arguments[4]),
                Long.parseLong(arguments[5]),
                Long.parseLong(arguments[6]),
                Long.parseLong(arguments[7]));
    }

    Object[] arguments() {
        String names = guards.stream().map(GuardKind::name).collect(Collectors.joining(","));
        return new Object[] {directory, ranges, "guards:" + names, oracle, adversary, nanos, enough, reservations};
    }
}
