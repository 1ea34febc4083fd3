package dev.freeport.diagnosis;

import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to do about a cause. */
final class Advice {
    private static final String WITHOUT_GUARD = "freeport.guard-socket=off, or @FreePort(guard = Guard.OFF)";
    private static final String ANOTHER_PORT = "For a server take another port (@FreePort, FreePorts.reserve).";

    /** Windows takes no care that it ends: a process may have become the parent of the one that started it. */
    private static final int MOST_ANCESTORS = 64;

    private Advice() {}

    static String on(PortDiagnosis diagnosis) {
        return switch (diagnosis.cause()) {
            case LISTENER, CONNECTION -> onOwners(diagnosis);
            case OWN_LISTENER -> "Close the server that this JVM started earlier, and wait until it is closed.";
            case LINGERING ->
                "Wait: the kernel lets go within a minute. A server that sets SO_REUSEADDR before its"
                        + " bind need not wait for its own old connections.";
            case OWN_GUARD ->
                diagnosis.attempt().failed()
                        ? "Look what the test ends before it fails. For a server without SO_REUSEADDR set "
                                + WITHOUT_GUARD + "."
                        : "Start a server on it. One without SO_REUSEADDR needs " + WITHOUT_GUARD + ".";
            case CLOSED -> "Nothing, if the test is about a port on which nobody listens. " + ANOTHER_PORT;
            case OCCUPIED -> "Nothing, if the test is about a port that is taken. " + ANOTHER_PORT;
            case RESERVED -> "Reserve a port of your own instead of using a fixed number.";
            case BOUND_ONLY ->
                diagnosis.owners().isEmpty()
                        ? "Look for a client or server that binds the port and goes no further."
                        : onOwners(diagnosis);
            case PRIVILEGED -> "Use a port from 1024 on.";
            case DENIED -> "Ask what forbids it (audit log, sandbox profile), or use another port.";
            case EXCLUDED ->
                "Use a port outside the excluded ranges (netsh int ipv4 show excludedportrange protocol="
                        + diagnosis.protocol() + ").";
            case NOT_LOCAL ->
                "Bind one of this host's addresses"
                        + (AddressText.ofThisHost().isEmpty() ? "" : " (" + AddressText.ofThisHost() + ")")
                        + ", or none in particular.";
            case NO_FAMILY ->
                "Bind an address of IPv4, such as 127.0.0.1; or let IPv6 be used (no java.net.preferIPv4Stack, and"
                        + " net.ipv6.conf.all.disable_ipv6=0 on Linux).";
            case NO_DESCRIPTOR ->
                "Look which files and sockets this JVM does not close (ls -l /proc/"
                        + ProcessHandle.current().pid() + "/fd), or raise its limit (ulimit -n).";
            case GONE -> "Try again; what had the port may come back with the next run.";
            case NONE -> "Nothing; a server can be bound to it.";
            case UNKNOWN -> "Look by hand: " + command(diagnosis);
        };
    }

    private static String command(PortDiagnosis diagnosis) {
        return DiagnosticCommands.SYSTEM.look(diagnosis.protocol(), diagnosis.port());
    }

    /**
     * Whether ending a process may end this build, another test, an IDE, all containers or the system: so what is copied
     * from a log must not do it.
     */
    private static boolean isTooMuchToEnd(OwnerProcess owner, long reserver) {
        boolean endable = switch (owner.kind()) {
            case CHILD, LEFTOVER_FORK, OTHER -> true;
            case SIBLING_FORK, IDE, DOCKER, KERNEL -> false;
        };
        return !endable
                || owner.pid() == 1
                || owner.pid() == reserver
                || WindowsService.isIn(owner)
                || isAboveThisJvm(owner.pid());
    }

    private static boolean isAboveThisJvm(long pid) {
        Optional<ProcessHandle> above = ProcessHandle.current().parent();
        for (int i = 0; above.isPresent() && i < MOST_ANCESTORS; i++) {
            if (above.get().pid() == pid) {
                return true;
            }
            above = above.get().parent();
        }
        return false;
    }

    private static String onOwners(PortDiagnosis diagnosis) {
        if (diagnosis.owners().isEmpty()) {
            return "See who it is as root: " + command(diagnosis);
        }
        String what = switch (diagnosis.cause()) {
            case CONNECTION -> "connection";
            case BOUND_ONLY -> "socket";
            default -> "server";
        };
        List<OwnerProcess> others = new ArrayList<>(diagnosis.owners());
        if (others.removeIf(OwnerProcess::isThisJvm) && others.isEmpty()) {
            return "Close the " + what + "; this JVM has it open.";
        }
        long reserver =
                diagnosis.reservedBy().map(PortDiagnosis.ReservedBy::pid).orElse(0L);
        if (others.stream().allMatch(owner -> owner.pid() == reserver)) {
            return "Reserve a port of your own instead of using a fixed number; that process has reserved this one.";
        }
        if (others.stream().allMatch(owner -> owner.kind() == OwnerKind.DOCKER)) {
            return "Stop the container (docker ps --filter publish=" + diagnosis.port()
                    + "), or let this program use another port.";
        }
        if (others.stream().allMatch(owner -> owner.kind() == OwnerKind.KERNEL)) {
            return "See for whom the kernel has it (netsh http show servicestate), or let this program use another port.";
        }
        if (others.stream().allMatch(owner -> owner.kind() == OwnerKind.SIBLING_FORK)) {
            return "Let both tests reserve their ports instead of using a fixed number.";
        }
        if (others.stream().allMatch(owner -> owner.kind() == OwnerKind.IDE)) {
            return "Stop what has the port in the IDE, or let this program use another port.";
        }
        Optional<String> stop = others.size() == 1 ? WindowsService.stop(others.get(0)) : Optional.empty();
        if (stop.isPresent()) {
            return "Stop the service (" + stop.get() + "), or let this program use another port.";
        }
        List<OwnerProcess> tooMuch =
                others.stream().filter(owner -> isTooMuchToEnd(owner, reserver)).toList();
        if (!tooMuch.isEmpty()) {
            return "Let this program use another port, or let " + OwnerText.named(others) + " close the " + what
                    + "; do not end " + OwnerText.named(tooMuch) + ", on which more depends than this port.";
        }
        if (others.stream().allMatch(owner -> owner.kind() == OwnerKind.CHILD)) {
            return "Let the test end what it started (" + DiagnosticCommands.SYSTEM.end(others)
                    + "), and wait until it has ended.";
        }
        return "End " + (others.size() == 1 ? "the process" : "the processes") + " ("
                + DiagnosticCommands.SYSTEM.end(others)
                + ")"
                + (others.size() < diagnosis.owners().size() ? " and close the " + what + " of this JVM" : "")
                + (others.size() == 1 && diagnosis.cause() == Cause.LISTENER
                        ? KnownServers.move(others.get(0))
                                .map(how -> ", move it to another port (" + how + ")")
                                .orElse("")
                        : "")
                + ", or let this program use another port.";
    }
}
