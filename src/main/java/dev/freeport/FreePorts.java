package dev.freeport;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.jfr.FlightRecording;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.pool.ServicesFile;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.registry.FixedPortWait;
import dev.freeport.internal.registry.KernelLockHolder;
import dev.freeport.internal.registry.PoolExhaustedException;
import dev.freeport.internal.registry.PoolSearch;
import dev.freeport.internal.registry.PortRefusedException;
import dev.freeport.internal.registry.PortRegistry;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.registry.UnusableDirectoryException;
import dev.freeport.internal.session.PortSession;
import dev.freeport.internal.settings.Setting;
import dev.freeport.internal.settings.SystemProperties;
import dev.freeport.internal.socket.ListeningPortsReader;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.internal.text.Warnings;
import dev.freeport.owner.ListeningPorts;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reserves ports for tests, and explains which process owns a port.
 *
 * <pre>{@code
 * try (PortReservation reservation = FreePorts.reserve()) {
 *     server.start(reservation.port());
 *     ...
 * }
 * }</pre>
 *
 * <p>If your server can bind port 0 and report its number, do that; then you need no reservation.
 *
 * <p>Safe for use by several threads. Starts no thread.
 *
 * @since 0.1.0
 */
public final class FreePorts {
    /** How often to try a fixed port whose owner releases it before the diagnosis names it. */
    private static final int FIXED_PORT_TRIES = 3;

    private FreePorts() {}

    /**
     * Reserves a TCP port outside the dynamic range of this host, as the system properties say.
     *
     * @return the reservation, to be closed when no server uses the port any more
     * @throws NoFreePortException if no port is free; the message counts why
     * @throws IllegalArgumentException if a system property of {@link PortRequest} is not valid
     */
    public static PortReservation reserve() {
        return reserve(PortRequest.fromSystemProperties());
    }

    /**
     * Reserves a port.
     *
     * @param request which ports to choose from, and how to reserve one
     * @return the reservation, to be closed when no server uses the port any more
     * @throws NoFreePortException if no port is free, or the directory of the request cannot be used; the message says why
     */
    public static PortReservation reserve(PortRequest request) {
        PortRegistry registry = registry(request);
        PortPool pool = PoolCache.of(request, registry);
        record(request, pool);
        try {
            return new PortReservation(new PoolSearch(registry, pool, request.options()).one(), request);
        } catch (PoolExhaustedException exhausted) {
            throw NoFreePortMessages.of(request, pool, exhausted);
        }
    }

    /**
     * Reserves a TCP port outside the dynamic range of this host until this JVM ends, as the system properties say. There is
     * nothing to close, and the end of the tests neither releases the port nor warns of it. So this is what a helper such as
     * {@code nextFreePort()} returns, whose callers only take a number. A port that a shorter time is enough for is better
     * reserved by {@link #reserve()}.
     *
     * @return the port, 1 to 65535
     * @throws NoFreePortException if no port is free; the message counts why
     * @throws IllegalArgumentException if a system property of {@link PortRequest} is not valid
     */
    public static int reserveForJvm() {
        return reserveForJvm(PortRequest.fromSystemProperties());
    }

    /**
     * Reserves a port until this JVM ends, as {@link #reserveForJvm()} does.
     *
     * @param request which ports to choose from, and how to reserve one; its leak check does not apply
     * @return the port, 1 to 65535
     * @throws NoFreePortException if no port is free, or the directory of the request cannot be used; the message says why
     */
    public static int reserveForJvm(PortRequest request) {
        PortReservation reservation = reserve(request);
        reservation.keepForJvm();
        return reservation.port();
    }

    /**
     * Reserves several ports, all of them or none.
     *
     * @param count how many, at least 1
     * @param request which ports to choose from, and how to reserve them
     * @return the reservations
     * @throws NoFreePortException if not so many are free, or the directory of the request cannot be used; the message says
     *     why
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public static PortReservations reserveSeveral(int count, PortRequest request) {
        return reserve(count, request, false);
    }

    /**
     * Reserves contiguous ports, all of them or none.
     *
     * @param count how many, at least 1
     * @param request which ports to choose from, and how to reserve them
     * @return the reservations, in ascending order
     * @throws NoFreePortException if not so many contiguous ports are free, or the directory of the request cannot be used;
     *     the message says why
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public static PortReservations reserveContiguous(int count, PortRequest request) {
        return reserve(count, request, true);
    }

    private static PortReservations reserve(int count, PortRequest request, boolean contiguous) {
        if (count < 1) {
            throw new IllegalArgumentException("count (" + count + ") must be at least 1");
        }
        PortRegistry registry = registry(request);
        PortPool pool = PoolCache.of(request, registry);
        record(request, pool);
        try {
            PoolSearch search = new PoolSearch(registry, pool, request.options());
            List<PortReservation> reservations = new ArrayList<>();
            for (Reservation reservation : contiguous ? search.contiguous(count) : search.several(count)) {
                reservations.add(new PortReservation(reservation, request));
            }
            return new PortReservations(reservations);
        } catch (PoolExhaustedException exhausted) {
            throw NoFreePortMessages.of(request, pool, exhausted);
        }
    }

    /**
     * Reserves a fixed port, such as one that is written in a configuration file. Waits while another test of any JVM holds
     * it, as long as {@link PortRequest#withTimeout(Duration)} says. Ranges, excluded ranges and stacks of the request are
     * ignored.
     *
     * @param port the port, 1 to 65535
     * @param request how to reserve it
     * @return the reservation, to be closed when no server uses the port any more
     * @throws NoFreePortException if others hold the port until the timeout, or the thread is interrupted; at once if a
     *     process that has not reserved the port uses it, the system does not permit this process to bind it, or the
     *     directory of the request cannot be used; the message says which, and what to do
     * @throws IllegalArgumentException if there is no such port
     */
    public static PortReservation reserveFixed(int port, PortRequest request) {
        PortRange.requirePort(port);
        PortRegistry registry = registry(request);
        record(request, null);
        FixedPortWait wait = new FixedPortWait(registry, port, request.options());
        Duration timeout = request.timeout();
        for (int i = 1; ; i++) {
            try {
                return new PortReservation(wait.await(timeout), request);
            } catch (PortRefusedException refused) {
                NoFreePortException why = NoFreePortMessages.of(request, port, refused);
                if (i == FIXED_PORT_TRIES || !isReleasedMeanwhile(refused, why)) {
                    throw why;
                }
                timeout = refused.reason() == PortRefusedException.Reason.TIMED_OUT ? Duration.ZERO : timeout;
            }
        }
    }

    /** A message that a port is taken, and by no process, would help no reader: the port is tried once more. */
    private static boolean isReleasedMeanwhile(PortRefusedException refused, NoFreePortException why) {
        return (refused.reason() == PortRefusedException.Reason.TAKEN
                        || refused.reason() == PortRefusedException.Reason.TIMED_OUT)
                && !why.diagnoses().isEmpty()
                && why.diagnoses().stream().noneMatch(PortDiagnosis::isTaken);
    }

    /**
     * Reserves a TCP port on which no process listens, for tests of what a program does when its server is down. Until the
     * reservation is closed, connects to the port are refused, and no server can bind it.
     *
     * @param request which ports to choose from, and how to reserve one
     * @return the reservation
     * @throws NoFreePortException if no port is free, or the directory of the request cannot be used; the message says why
     * @throws IllegalArgumentException if the request is for UDP
     */
    public static PortReservation reserveClosed(PortRequest request) {
        return reserve(request.withHolding(ReservationOptions.Holding.CLOSED));
    }

    /**
     * Finds ports that the build of this JVM has reserved under a name, as the goal {@code reserve} of
     * {@code freeport-maven-plugin} does. The build holds them until it ends; closing the answer does nothing.
     *
     * @param name the name that the build has given to the ports
     * @param request how to explain a bind failure of the ports, and in which directory this JVM notes it
     * @return the ports; empty if the build has reserved none under this name
     * @throws IllegalArgumentException if the system property {@value PortRequest#BUILD_PORTS} is not valid
     */
    public static Optional<PortReservations> reservedByBuild(String name, PortRequest request) {
        Optional<Map<String, List<Integer>>> named = Setting.BUILD_PORTS.find(SystemProperties.ALL);
        List<Integer> ports = named.isPresent() ? named.get().get(name) : null;
        if (ports == null) {
            return Optional.empty();
        }
        List<PortReservation> reservations = new ArrayList<>();
        for (int port : ports) {
            reservations.add(new PortReservation(registry(request).ofBuild(port, request.options()), request));
        }
        return Optional.of(new PortReservations(reservations));
    }

    private static PortRegistry registry(PortRequest request) {
        try {
            return request.directory().isPresent()
                    ? Registries.at(request.directory().get())
                    : Registries.byDefault();
        } catch (UnusableDirectoryException unusable) {
            throw NoFreePortMessages.of(request, unusable);
        }
    }

    /** Begins to record what happens to ports, if anything records. Must not fail a reservation. */
    private static void record(PortRequest request, @Nullable PortPool pool) {
        try {
            FlightRecording.beginIfOn();
            if (request.timeline().isPresent()) {
                PortSession.record(
                        request.timeline().get(), pool == null ? PoolCache.of(request, registry(request)) : pool);
            }
        } catch (RuntimeException | Error e) {
            Warnings.say("What happens to ports is not recorded: " + e);
        }
    }

    /**
     * Explains which process owns a TCP port of this host, and why a server cannot bind it. Never throws for what it cannot
     * find out; the diagnosis says what that is.
     *
     * @param port the port, 1 to 65535
     * @return the diagnosis; its {@code toString()} is a text to be read
     * @throws IllegalArgumentException if there is no such port
     */
    public static PortDiagnosis explain(int port) {
        return explain(port, Protocol.TCP);
    }

    /**
     * Explains which process owns a port of this host, and why a server cannot bind it. Never throws for what it cannot find
     * out; the diagnosis says what that is.
     *
     * @param port the port, 1 to 65535
     * @param protocol the protocol
     * @return the diagnosis; its {@code toString()} is a text to be read
     * @throws IllegalArgumentException if there is no such port
     */
    public static PortDiagnosis explain(int port, Protocol protocol) {
        return explain(BindAttempt.of(protocol, port));
    }

    /**
     * Explains why an address of this host cannot be bound, or why a bind of it failed, and which process owns its port.
     * Never throws for what it cannot find out; the diagnosis says what that is.
     *
     * <pre>{@code
     * try {
     *     server.bind(address);
     * } catch (IOException e) {
     *     throw new IOException(FreePorts.explain(BindAttempt.of(Protocol.TCP, address).failedWith(e)).toString(), e);
     * }
     * }</pre>
     *
     * @param attempt what is to be bound, or could not
     * @return the diagnosis; its {@code toString()} is a text to be read
     */
    public static PortDiagnosis explain(BindAttempt attempt) {
        return PortDiagnosis.of(attempt, Setting.DIAGNOSIS_DEADLINE.readOrWarn(SystemProperties.ALL));
    }

    /**
     * Lists everything that listens on this host, as {@code netstat -ano} does on Windows: TCP servers and UDP receivers,
     * IPv4 and IPv6, each with the processes that have it open, the class of its port and the name of the service. Takes
     * some milliseconds, and five seconds at most. Never throws for what it cannot find out; the answer says what that is. A
     * note counts the kernel locks of Freeport's own reservations, which serve no client.
     *
     * @return the listeners, sorted by port; its {@code toString()} is a table for a log
     */
    public static ListeningPorts listeners() {
        SocketTable table = SocketTable.SYSTEM.within(Deadline.in(Duration.ofSeconds(5)), List.of());
        return ListeningPortsReader.read(
                table, HostStack.current(), ServicesFile.ofThisSystem(), KernelLockHolder::isLock);
    }

    /**
     * Lists the ports that are reserved now by this JVM, and by others of this user that share port numbers and process ids
     * with it and meet it in the same directory, which the system property {@value PortRequest#DIRECTORY} may name.
     * Never throws for what it cannot find out.
     *
     * @return the ports in ascending order, TCP before UDP
     */
    public static List<ReservedPort> reserved() {
        List<ReservedPort> ports = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            Registries.holders(protocol)
                    .forEach((port, holder) -> ports.add(
                            new ReservedPort(port, protocol, holder.pid(), holder.purpose(), holder.since())));
        }
        ports.sort(Comparator.comparingInt(ReservedPort::port).thenComparing(ReservedPort::protocol));
        return ports;
    }

    /** Diagnoses a port of one protocol or both; of both, the one that is taken. */
    static PortDiagnosis explain(int port, Outcome outcome, ReservationOptions options) {
        Set<Protocol> protocols = options.protocols();
        Protocol first = protocols.contains(Protocol.TCP) ? Protocol.TCP : Protocol.UDP;
        Deadline deadline = Deadline.in(options.diagnosisDeadline());
        PortDiagnosis diagnosis =
                PortDiagnosis.of(BindAttempt.of(first, port).with(outcome), options.diagnosisDeadline());
        return diagnosis.isTaken() || protocols.size() == 1
                ? diagnosis
                : PortDiagnosis.of(BindAttempt.of(Protocol.UDP, port).with(outcome), deadline.left());
    }
}
