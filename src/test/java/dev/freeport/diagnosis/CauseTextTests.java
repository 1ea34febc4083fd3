package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.PortDiagnosis.ReservedBy;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.socket.SocketRow;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is said of each cause, whole. Other tests show what is said around it. */
class CauseTextTests {
    private static final long SELF = ProcessHandle.current().pid();
    private static final OwnerProcess SHOP = process(4711);
    private static final OwnerProcess CART = process(4712);
    private static final OwnerProcess HERE = process(SELF);
    private static final BindAttempt PORT = BindAttempt.of(Protocol.TCP, 20000);

    private final DiagnosisState state = Diagnoses.state(PORT, Optional.empty());

    @Test
    void ofAListener() {
        assertText(
                of(Cause.LISTENER, SHOP),
                "Port 20000 is taken: pid 4711 listens on it.",
                "a server listens on the port",
                "End the process (kill 4711), or let this program use another port.");
        assertText(
                of(Cause.LISTENER, HERE, CART),
                "Port 20000 is taken: this JVM (pid " + SELF + ") and pid 4712 listen on it.",
                "a server listens on the port",
                "End the process (kill 4712) and close the server of this JVM, or let this program use another port.");
    }

    @Test
    void ofAListenerInAnotherForkOfTheBuild() {
        assertText(
                of(Cause.LISTENER, fork("/shop/m3")),
                "Port 20000 is taken: pid 4713, another test JVM of this build (module m3), listens on it.",
                "a server listens on the port",
                "Let both tests reserve their ports instead of using a fixed number.");
        assertThat(of(Cause.CONNECTION, fork("/")).headline())
                .isEqualTo("Port 20000 is taken by a connection, not by a server: pid 4713, another test JVM of this"
                        + " build, uses it.");
        // as a directory whose letters the locale of this JVM lacks, it is no path
        assertThat(of(Cause.LISTENER, fork("/shop/m\0003")).headline())
                .isEqualTo(
                        "Port 20000 is taken: pid 4713, another test JVM of this build (module m\0003), listens on it.");
        assertThat(of(Cause.LISTENER, fork("/shop/m3"), CART).headline())
                .isEqualTo("Port 20000 is taken: pids 4713, 4712 listen on it.");
    }

    private static OwnerProcess fork(String directory) {
        return new ProcessDetails(
                4713,
                "java -jar surefirebooter.jar",
                "build",
                Optional.empty(),
                OwnerKind.SIBLING_FORK,
                Optional.of(directory),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void ofAListenerOverUdp() {
        assertThat(Diagnoses.of(BindAttempt.of(Protocol.UDP, 20000), Cause.NONE, Optional.empty(), List.of())
                        .headline())
                .isEqualTo("UDP port 20000 is free now.");
    }

    @Test
    void ofAListenerThatIsNotVisible() {
        assertText(
                of(Cause.LISTENER),
                "Port 20000 is taken: a process that is not visible from here listens on it.",
                "a server listens on the port",
                "Look as root: ss -Htanp 'sport = :20000'");
    }

    @Test
    void ofAListenerThatRootDoesNotSee() {
        state.privileged = true;

        assertText(
                of(Cause.LISTENER),
                "Port 20000 is taken: a process that is not visible from here listens on it.",
                "a server listens on the port",
                "Look again: ss -Htanp 'sport = :20000'");
    }

    @Test
    void ofAListenerThatWasNotFoundInTime() {
        state.cutShort = Optional.of("1 s");

        assertText(
                of(Cause.LISTENER),
                "Port 20000 is taken; its owner was not found within 1 s (freeport.diagnosis-deadline).",
                "a server listens on the port",
                "Raise freeport.diagnosis-deadline, or look by hand: ss -Htanp 'sport = :20000'");
        assertThat(of(Cause.CONNECTION).headline())
                .isEqualTo("Port 20000 is taken by a connection, not by a server; its owner was not found within 1 s"
                        + " (freeport.diagnosis-deadline).");
        assertThat(of(Cause.LISTENER, SHOP).headline()).isEqualTo("Port 20000 is taken: pid 4711 listens on it.");
    }

    @Test
    void ofAServerOfThisJvm() {
        assertText(
                of(Cause.OWN_LISTENER, HERE),
                "Port 20000 is taken: this JVM itself listens on it.",
                "a server in this JVM listens on the port; perhaps a test did not close it",
                "Close the server that this JVM started earlier, and wait until it is closed.");
    }

    @Test
    void ofAConnection() {
        assertText(
                of(Cause.CONNECTION, SHOP),
                "Port 20000 is taken by a connection, not by a server: pid 4711 uses it.",
                "the port is the local end of a connection, not of a server",
                "End the process (kill 4711), or let this program use another port.");
        assertText(
                of(Cause.CONNECTION, HERE),
                "Port 20000 is taken by a connection, not by a server: this JVM (pid " + SELF + ") uses it.",
                "the port is the local end of a connection, not of a server",
                "Close the connection in this JVM.");
    }

    @Test
    void ofAClosedConnection() {
        assertText(
                of(Cause.LINGERING),
                "Port 20000 is taken by a closed connection, which the kernel still keeps; no process owns it.",
                "the kernel keeps a closed connection for up to a minute",
                "Wait a minute. A server that sets SO_REUSEADDR before it binds need not wait for its own old"
                        + " connections.");
    }

    @Test
    void ofAGuardSocket() {
        assertText(
                of(Cause.OWN_GUARD),
                "Port 20000 is held by the guard socket of its reservation now, and by nothing else.",
                "this JVM has reserved the port, and no server uses it now",
                "Start a server on it. For one without SO_REUSEADDR set freeport.guard-socket=off, or"
                        + " @FreePort(guardSocket = FreePort.GuardSocket.OFF).");
        assertText(
                Diagnoses.of(PORT.with(Outcome.BIND_FAILED), Cause.OWN_GUARD, Optional.empty(), List.of()),
                "Port 20000 is held by the guard socket of its reservation now, and by nothing else.",
                "the server binds without SO_REUSEADDR, which a guard socket does not allow; or the socket that held the"
                        + " port has been closed since, perhaps by the test itself in a finally block",
                "Let the server set SO_REUSEADDR before it binds (setReuseAddr(true), setReuseAddress(true)); for one that"
                        + " cannot, set freeport.guard-socket=off, or @FreePort(guardSocket = FreePort.GuardSocket.OFF). If it"
                        + " sets the option, check what the test closes before it fails.");
    }

    @Test
    void ofAReservation() {
        String explanation = "another JVM has reserved the port and does not use it now";
        String advice = "Reserve a port of your own instead of using a fixed number.";
        assertText(
                reserved(Cause.RESERVED, 4711),
                "Port 20000 is reserved by another JVM: pid 4711.",
                explanation,
                advice);
        assertText(
                reserved(Cause.RESERVED, SELF),
                "Port 20000 is reserved by this JVM (pid " + SELF + "), through another class loader.",
                explanation,
                advice);
        assertThat(of(Cause.RESERVED).headline()).isEqualTo("Port 20000 is reserved by another JVM.");
    }

    @Test
    void ofAPortThatIsReservedAsClosed() {
        assertText(
                reserved(Cause.CLOSED, 4711),
                "Port 20000 is reserved as closed by pid 4711, so that no server can use it.",
                "the port was reserved as one on which nothing listens (@ClosedPort, FreePorts.reserveClosed)",
                "Change nothing if the test needs a port on which nothing listens. For a server, reserve another port"
                        + " (@FreePort, FreePorts.reserve).");
    }

    @Test
    void ofAPortThatIsOccupiedOnPurpose() {
        assertText(
                of(Cause.OCCUPIED, SHOP),
                "Port 20000 is occupied on purpose by pid 4711.",
                "the port was occupied for a test (@OccupiedPort, PortOccupier)",
                "Change nothing if the test needs a port that is taken. For a server, reserve another port (@FreePort,"
                        + " FreePorts.reserve).");
        assertThat(reserved(Cause.OCCUPIED, 4713).headline())
                .isEqualTo("Port 20000 is occupied on purpose by pid 4713.");
    }

    @Test
    void ofABoundSocket() {
        String explanation = "a socket is bound to the port and does not listen";
        assertText(
                of(Cause.BOUND_ONLY),
                "Port 20000 is taken by a socket that does not listen; the system does not show its owner.",
                explanation,
                "Look for a client or server that binds the port without listening on it.");
        state.sockets.add(new SocketRow(
                Protocol.TCP,
                new InetSocketAddress(20000),
                new InetSocketAddress(0),
                SocketState.BOUND,
                true,
                OptionalLong.empty(),
                List.of(SHOP)));
        assertText(
                of(Cause.BOUND_ONLY, SHOP, CART),
                "Port 20000 is taken: pids 4711, 4712 have bound it without listening.",
                explanation,
                "End the processes (kill 4711 4712), or let this program use another port.");
        assertText(
                of(Cause.BOUND_ONLY, HERE),
                "Port 20000 is taken: this JVM (pid " + SELF + ") has bound it without listening.",
                explanation,
                "Close the socket in this JVM.");
    }

    @Test
    void ofAPrivilegedPort() {
        state.privilegedLimit = 30000;

        assertText(
                of(Cause.PRIVILEGED),
                "Port 20000 may be bound by privileged processes only.",
                "ports below 30000 need privileges on this host",
                "Use a port from 30000 on.");
    }

    @Test
    void ofABindThatIsForbidden() {
        assertText(
                of(Cause.DENIED),
                "Port 20000 is denied to this JVM by the system.",
                "a policy such as SELinux, Landlock or a sandbox forbids the bind",
                "Look for the policy in the audit log or the sandbox profile, or use another port.");
    }

    @Test
    void ofAnExcludedPort() {
        assertText(
                of(Cause.EXCLUDED),
                "Port 20000 is excluded by the system; there may be no process using it.",
                "the system has excluded the port, so that no process can bind it",
                "Use a port outside the excluded ranges (netsh int ipv4 show excludedportrange protocol=tcp).");
    }

    @Test
    void ofAnAddressOfAnotherHost() {
        assertText(
                at("192.0.2.1", Cause.NOT_LOCAL),
                "This host has no address 192.0.2.1.",
                "the address is not one of this host; the port does not matter",
                "Bind one of this host's addresses (" + AddressText.ofThisHost() + "), or all of them.");
    }

    @Test
    void ofAnAddressOfIpv6() {
        assertText(
                at("::1", Cause.NO_FAMILY),
                "This JVM cannot use IPv6 addresses such as ::1.",
                "this host or this JVM does not use IPv6; the port does not matter",
                "Bind an IPv4 address such as 127.0.0.1, or enable IPv6 (no java.net.preferIPv4Stack, and"
                        + " net.ipv6.conf.all.disable_ipv6=0 on Linux).");
    }

    @Test
    void ofALimitOfDescriptors() {
        assertText(
                of(Cause.NO_DESCRIPTOR),
                "This JVM can open no more sockets.",
                "this JVM has reached its limit of open files and sockets; the port does not matter",
                "Find the files and sockets that this JVM does not close (ls -l /proc/" + SELF
                        + "/fd), or raise its limit (ulimit -n).");
    }

    @Test
    void ofAFreePort() {
        assertText(
                of(Cause.GONE),
                "Port 20000 is free again now.",
                "the socket that held the port has been closed since",
                "Try again; what held the port may come back with the next run.");
        assertText(
                of(Cause.NONE),
                "Port 20000 is free now.",
                "the port can be bound now",
                "Change nothing: a server can bind it.");
    }

    @Test
    void ofACauseThatIsNotKnown() {
        assertText(
                of(Cause.UNKNOWN),
                "Port 20000 could not be diagnosed.",
                "the cause could not be found out",
                "Look by hand: ss -Htanp 'sport = :20000'");
    }

    private PortDiagnosis of(Cause cause, OwnerProcess... owners) {
        state.owners = List.of(owners);
        return new PortDiagnosis(state, cause);
    }

    private static PortDiagnosis reserved(Cause cause, long pid) {
        ReservedBy holder = new ReservedBy(pid, "ShopTests", Instant.EPOCH);
        return Diagnoses.of(PORT, cause, Optional.of(holder), List.of());
    }

    private static PortDiagnosis at(String address, Cause cause) {
        BindAttempt attempt = BindAttempt.of(Protocol.TCP, new InetSocketAddress(address, 20000));
        return Diagnoses.of(attempt, cause, Optional.empty(), List.of());
    }

    private static void assertText(PortDiagnosis diagnosis, String headline, String explanation, String advice) {
        assertThat(diagnosis.text()).isEqualTo(new CauseText(headline, explanation, Texts.here(advice)));
        assertThat(diagnosis.toString()).startsWith(headline).endsWith("  what to do  " + Texts.here(advice));
    }

    private static OwnerProcess process(long pid) {
        return new ProcessDetails(pid, "java -jar shop.jar", "build", Optional.empty());
    }
}
