package dev.freeport.diagnosis;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that is said of a cause: a headline, true and enough by itself, why, and an advice that is safe to follow. */
record CauseText(String headline, String explanation, String advice) {
    private static final String WITHOUT_GUARD =
            "set freeport.guard-socket=off, or @FreePort(guardSocket = FreePort.GuardSocket.OFF).";
    private static final String REUSE =
            "Let the server set SO_REUSEADDR before it binds (setReuseAddr(true), setReuseAddress(true))";
    private static final String ANOTHER_PORT = "For a server, reserve another port (@FreePort, FreePorts.reserve).";

    static CauseText of(DiagnosisState found, Cause cause) {
        boolean isOfConnections = cause == Cause.CONNECTION || cause == Cause.LINGERING;
        return isOfConnections && found.bindable ? ofOldConnections(found) : ofCause(found, cause);
    }

    private static CauseText ofOldConnections(DiagnosisState found) {
        return say("""
                %s can be bound by a server that sets SO_REUSEADDR; only connections are left on it.
                no server listens on the port; a bind with SO_REUSEADDR succeeds beside its connections
                %s, or wait until the connections are gone.""", port(found), REUSE);
    }

    private static String port(DiagnosisState found) {
        return (found.attempt.protocol() == Protocol.UDP ? "UDP port " : "Port ") + found.attempt.port();
    }

    private static CauseText ofCause(DiagnosisState found, Cause cause) {
        String port = port(found);
        Optional<String> locks = cause == Cause.LISTENER || cause == Cause.OWN_LISTENER
                ? KernelLockText.of(found.inTheWay)
                : Optional.empty();
        if (locks.isPresent()) {
            return say("""
                    %s is taken by %s.
                    Freeport binds the port once for each reservation, on an address of 127.0.0.0/8 that stands for the \
                    reserved port
                    Let the server use another UDP port; end no process for this one.""", port, locks.get());
        }
        return switch (cause) {
            case LISTENER -> say("""
                    %s is taken%s
                    a server listens on the port
                    %s""", port, listening(found), OwnerAdvice.on(found, cause, "server"));
            case OWN_LISTENER -> say("""
                    %s is taken: this JVM itself listens on it.
                    a server in this JVM listens on the port; perhaps a test did not close it
                    Close the server that this JVM started earlier, and wait until it is closed.""", port);
            case CONNECTION -> say("""
                    %s is taken by a connection, not by a server%s
                    the port is the local end of a connection, not of a server
                    %s""", port, by(found, ": ", " uses", " use", " it."), onConnection(found));
            case LINGERING -> say("""
                    %s is taken by a closed connection, which the kernel still keeps; no process owns it.
                    the kernel keeps a closed connection for up to a minute
                    %s A server that sets SO_REUSEADDR before it binds need not wait for its own old connections.""", port, onLingering(found));
            case OWN_GUARD -> ownGuard(found, port);
            case RESERVED ->
                say("""
                    %s is reserved by %s.
                    another JVM has reserved the port and does not use it now
                    Reserve a port of your own instead of using a fixed number.""", port, found.holder.map(by -> reserver(by.pid())).orElse("another JVM"));
            case CLOSED -> say("""
                    %s is reserved as closed by %s, so that no server can use it.
                    the port was reserved as one on which nothing listens (@ClosedPort, FreePorts.reserveClosed)
                    Change nothing if the test needs a port on which nothing listens. %s""", port, reservedBy(found), ANOTHER_PORT);
            case OCCUPIED -> say("""
                    %s is occupied on purpose by %s.
                    the port was occupied for a test (@OccupiedPort, PortOccupier)
                    Change nothing if the test needs a port that is taken. %s""", port, occupier(found), ANOTHER_PORT);
            case BOUND_ONLY -> say("""
                    %s is taken%s
                    %s
                    %s""", port, byBoundSocket(found), boundSocket(found), onBoundSocket(found));
            case PRIVILEGED -> say("""
                    %s may be bound by privileged processes only.
                    ports below %s need privileges on this host
                    Use a port from %<s on.""", port, found.privilegedLimit);
            case DENIED -> say("""
                    %s is denied to this JVM by the system.
                    a policy such as SELinux, Landlock or a sandbox forbids the bind
                    Look for the policy in the audit log or the sandbox profile, or use another port.""", port);
            case EXCLUDED -> say("""
                    %s is excluded by the system; there may be no process using it.
                    the system has excluded the port, so that no process can bind it
                    Use a port outside the excluded ranges (netsh int ipv4 show excludedportrange protocol=%s).""", port, found.attempt.protocol());
            case NOT_LOCAL -> say("""
                    This host has no address %s.
                    the address is not one of this host; the port does not matter
                    Bind one of this host's addresses (%s), or all of them.""", address(found), ownAddresses());
            case NO_FAMILY -> say("""
                    This JVM cannot use IPv6 addresses such as %s.
                    this host or this JVM does not use IPv6; the port does not matter
                    Bind an IPv4 address such as 127.0.0.1, or enable IPv6 (no java.net.preferIPv4Stack, and \
                    net.ipv6.conf.all.disable_ipv6=0 on Linux).""", address(found));
            case NO_DESCRIPTOR -> say("""
                    This JVM can open no more sockets.
                    this JVM has reached its limit of open files and sockets; the port does not matter
                    Find the files and sockets that this JVM does not close (ls -l /proc/%d/fd), or raise its limit (ulimit -n).""", ProcessHandle.current().pid());
            case GONE -> say("""
                    %s is free again now.
                    the socket that held the port has been closed since
                    Try again; what held the port may come back with the next run.""", port);
            case NONE -> say("""
                    %s is free now.
                    the port can be bound now
                    Change nothing: a server can bind it.""", port);
            case UNKNOWN ->
                say("""
                    %s could not be diagnosed.
                    the cause could not be found out
                    Look by hand: %s""", port, DiagnosticCommands.SYSTEM.look(found.attempt.protocol(), found.attempt.port()));
        };
    }

    private static CauseText ownGuard(DiagnosisState found, String port) {
        boolean failed = found.attempt.failed();
        if (found.reservedByThisBuild().isPresent()) {
            return say(failed ? """
                    %s is reserved by %s, and no server uses it now.
                    the socket that held the port has been closed since; or a guard socket (freeport.guard-socket) keeps \
                    out a server that binds without SO_REUSEADDR
                    Check what else this build starts on the port.""" : """
                    %s is reserved by %s, and no server uses it now.
                    the build holds the port for its own servers and tests
                    Start a server on it.""", port, found.reservedByThisBuild().get());
        }
        if (failed && !found.inTheWay.isEmpty()) {
            return say("""
                %s is held by the guard socket of its reservation now; beside it only connections are left on it.
                the server binds without SO_REUSEADDR, which neither a guard socket nor old connections allow; or the socket \
                that held the port has been closed since, perhaps by the test itself in a finally block
                %s. If it sets the option, check what the test closes before it fails.""", port, REUSE);
        }
        return failed ? say("""
                %s is held by the guard socket of its reservation now, and by nothing else.
                the server binds without SO_REUSEADDR, which a guard socket does not allow; or the socket that held the port \
                has been closed since, perhaps by the test itself in a finally block
                %s; for one that cannot, %s If it sets the option, check what the test closes before it fails.""", port, REUSE, WITHOUT_GUARD) : say("""
                %s is held by the guard socket of its reservation now, and by nothing else.
                this JVM has reserved the port, and no server uses it now
                Start a server on it. For one without SO_REUSEADDR %s""", port, WITHOUT_GUARD);
    }

    /** Takes headline, explanation and advice, a line each. */
    private static CauseText say(String lines, Object... facts) {
        String[] said = lines.formatted(facts).split("\n");
        return new CauseText(said[0], said[1], said[2]);
    }

    private static String onLingering(DiagnosisState found) {
        return found.dynamicRange
                .map(range -> "Wait a minute, or use a port outside " + range
                        + ", from which the OS assigns ports to clients.")
                .orElse("Wait a minute.");
    }

    /** No process is to end because the system assigned it the port. */
    private static String onConnection(DiagnosisState found) {
        boolean isOfThisJvm = found.owners.stream().anyMatch(OwnerProcess::isThisJvm);
        return found.dynamicRange
                .filter(range -> !isOfThisJvm)
                .map(range -> "Use a port outside " + range + ", from which the OS assigns ports to clients.")
                .orElseGet(() -> OwnerAdvice.on(found, Cause.CONNECTION, "connection"));
    }

    private static String listening(DiagnosisState found) {
        return by(found, ": ", " listens", " listen", " on it.");
    }

    private static String byBoundSocket(DiagnosisState found) {
        if (found.sockets.stream().anyMatch(row -> row.state() == SocketState.BOUND)) {
            return by(found, ": ", " has bound", " have bound", " it without listening.");
        }
        return notFoundInTime(found).orElse(" by a socket that does not listen; the system does not show its owner.");
    }

    private static String boundSocket(DiagnosisState found) {
        return found.cutShort.isPresent() && found.sockets.isEmpty()
                ? "a process uses the port; there was no time to read all sockets"
                : "a socket is bound to the port and does not listen";
    }

    private static String onBoundSocket(DiagnosisState found) {
        return found.owners.isEmpty() && found.cutShort.isEmpty()
                ? "Look for a client or server that binds the port without listening on it."
                : OwnerAdvice.on(found, Cause.BOUND_ONLY, "socket");
    }

    /** Names the owners and what they do; of one that is not known only what is certain. */
    private static String by(DiagnosisState found, String colon, String one, String several, String object) {
        if (!found.owners.isEmpty()) {
            return colon + OwnerText.namedWithFork(found.owners) + (found.owners.size() == 1 ? one : several) + object;
        }
        return notFoundInTime(found)
                .orElse(colon + "a process" + ofUser(found) + " that is not visible from here" + one + object);
    }

    private static Optional<String> notFoundInTime(DiagnosisState found) {
        return found.cutShort.map(
                limit -> "; its owner was not found within " + limit + " (freeport.diagnosis-deadline).");
    }

    /** Names the user by the number, which stands for the same user in all containers. */
    private static String ofUser(DiagnosisState found) {
        String uids = found.inTheWay.stream()
                .flatMap(row -> row.uid().stream().boxed())
                .distinct()
                .map(uid -> Long.toString(uid))
                .collect(Collectors.joining(", "));
        return uids.isEmpty() ? "" : " of uid " + uids;
    }

    private static String occupier(DiagnosisState found) {
        return found.owners.isEmpty() ? reservedBy(found) : OwnerText.named(found.owners);
    }

    private static String reservedBy(DiagnosisState found) {
        return found.holder.map(by -> ProcessIdentity.label(by.pid())).orElse("another JVM");
    }

    /** This JVM is another one if it has reserved the port by other classes of this library. */
    private static String reserver(long pid) {
        return pid == ProcessHandle.current().pid()
                ? ProcessIdentity.label(pid) + ", through another class loader"
                : "another JVM: pid " + pid;
    }

    private static String ownAddresses() {
        String addresses = AddressText.ofThisHost();
        return addresses.isEmpty() ? "see ip address" : addresses;
    }

    private static String address(DiagnosisState found) {
        return found.attempt.address().map(AddressText::of).orElse("");
    }
}
