package dev.freeport.samples.proof.mainjob;

import dev.freeport.fixture.StormCounts;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What came of one round.
 *
 * @param jvms the forked JVMs that finished their suites
 * @param suites what their suites did
 * @param storm what the storm did at the same time
 * @param dynamicRange the ports that the system gave out by itself, if it tells
 */
record RoundResult(int jvms, JvmRecord suites, StormCounts storm, Optional<PortRange> dynamicRange) {
    int servers() {
        return suites.servers();
    }

    /** How many different ports, and between which. */
    String ports() {
        TreeSet<Integer> ports = new TreeSet<>(suites.ports());
        return ports.isEmpty() ? "none" : ports.size() + " (" + ports.first() + "-" + ports.last() + ")";
    }

    /** How many tests got a port that the system may give to anybody else. */
    Optional<Long> portsInDynamicRange() {
        return dynamicRange.map(
                range -> suites.ports().stream().filter(range::contains).count());
    }

    long collisions() {
        return suites.failures().stream().filter(Failure::isCollision).count();
    }

    long failures(Failure.Kind kind) {
        return suites.failures().stream()
                .filter(failure -> failure.kind() == kind)
                .count();
    }

    List<Failure> failures() {
        return suites.failures();
    }
}
