package dev.freeport.cli;

import dev.freeport.PortRequest;
import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.pool.Remedies;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Checks the pool from which Freeport picks ports. */
final class PoolCheckup {
    /** With fewer, tests may run out of ports, because released ports cool down. */
    private static final int FEW = 1000;

    private PoolCheckup() {}

    static PortPool pool(PortChoice choice) {
        return PortPool.of(HostStack.current(), choice, OperatingSystem.LINUX.isCurrent());
    }

    static List<Finding> findings(PortChoice choice) {
        HostStack host = HostStack.current();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.info(
                "dynamic-range",
                "This host assigns ports to clients from "
                        + host.dynamic(Protocol.TCP).stream()
                                .map(PortRange::toString)
                                .collect(Collectors.joining(","))
                        + " (" + host.source() + ")."));
        PortPool pool = pool(choice);
        findings.add(finding(pool));
        boolean few = pool.size() < FEW || pool.insideDynamicRange();
        String widen = few ? "To widen the pool: " : "To widen the pool, if it is too small: ";
        if (few && !choice.ranges().isEmpty()) {
            findings.add(Finding.info("remedy", widen + "add ports to " + PortRequest.RANGES));
        }
        for (String remedy : Remedies.of(host)) {
            findings.add(Finding.info("remedy", widen + remedy));
        }
        return findings;
    }

    private static Finding finding(PortPool pool) {
        String text = "The pool has " + pool + ".";
        if (pool.size() == 0) {
            return Finding.broken("pool", text);
        }
        return pool.size() < FEW || pool.insideDynamicRange()
                ? Finding.warning("pool", text)
                : Finding.ok("pool", text);
    }
}
