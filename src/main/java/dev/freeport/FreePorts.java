package dev.freeport;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.Diagnoser;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.jfr.FlightRecording;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.pool.ServicesFile;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.registry.PoolExhaustedException;
import dev.freeport.internal.registry.PortRefusedException;
import dev.freeport.internal.registry.PortRegistry;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.registry.UnusableDirectoryException;
import dev.freeport.internal.socket.ListeningPortsReader;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.ListeningPorts;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Reserves ports for tests, and explains who has a port.
 *
 * <pre>{@code
 * try (PortReservation reservation = FreePorts.reserve()) {
 *     server.start(reservation.port());
 *     ...
 * }
 * }</pre>
 *
 * <p>If your server can bind port 0 and tell you the number, do that; you need no reservation then.
 *
 * <p>Safe for use by several threads. Starts no thread.
 *
 * @since 0.1.0
 */
public final class FreePorts {
    private FreePorts() {}

    /**
     * Reserves a TCP port outside the dynamic range of this host, as the system properties tell.
     *
     * @return the reservation, to be closed when nothing uses the port any more
     * @throws NoFreePortException if no port can be had; the message counts why
     * @throws IllegalArgumentException if a system property of {@link PortRequest} is not valid
     */
    public static PortReservation reserve() {
        return reserve(PortRequest.fromSystemProperties());
    }

    /**
     * Reserves a port.
     *
     * @param request which ports may be had, and how
     * @return the reservation, to be closed when nothing uses the port any more
     * @throws NoFreePortException if no port can be had; the message counts why
     * @throws IllegalArgumentException if the directory of the request cannot serve; the message says why
     */
    public static PortReservation reserve(PortRequest request) {
        PortRegistry registry = registry(request);
        PortPool pool = PoolCache.of(request, registry);
        try {
            return new PortReservation(registry.reserve(pool, request.options()), request);
        } catch (PoolExhaustedException exhausted) {
            throw NoFreePortMessages.of(request, pool, exhausted);
        }
    }

    /**
     * Reserves several ports, all of them or none.
     *
     * @param count how many, at least 1
     * @param request which ports may be had, and how
     * @return the reservations
     * @throws NoFreePortException if not so many can be had; the message counts why
     * @throws IllegalArgumentException if {@code count} is less than 1, or the directory of the request cannot serve
     */
    public static PortReservations reserveSeveral(int count, PortRequest request) {
        return reserve(count, request, false);
    }

    /**
     * Reserves ports that follow each other, all of them or none.
     *
     * @param count how many, at least 1
     * @param request which ports may be had, and how
     * @return the reservations, in ascending order
     * @throws NoFreePortException if no so long row of ports can be had; the message counts why
     * @throws IllegalArgumentException if {@code count} is less than 1, or the directory of the request cannot serve
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
        try {
            List<PortReservation> reservations = new ArrayList<>();
            for (Reservation reservation : registry.reserve(pool, request.options(), count, contiguous)) {
                reservations.add(new PortReservation(reservation, request));
            }
            return new PortReservations(reservations);
        } catch (PoolExhaustedException exhausted) {
            throw NoFreePortMessages.of(request, pool, exhausted);
        }
    }

    /**
     * Reserves a given port, such as one that is written in a configuration file. Waits while another test has it
     * reserved, in whichever JVM, as long as {@link PortRequest#withTimeout} says. What the request says of ranges, ports to
     * avoid and stacks is not regarded.
     *
     * @param port the port, 1 to 65535
     * @param request how to reserve it
     * @return the reservation, to be closed when nothing uses the port any more
     * @throws NoFreePortException if others had it until the time was over, or the thread was interrupted meanwhile; at
     *     once if a process that has not reserved the port uses it, or the system does not permit this process to bind it;
     *     the message says which, and what to do
     * @throws IllegalArgumentException if there is no such port, or the directory of the request cannot serve
     */
    public static PortReservation reserveFixed(int port, PortRequest request) {
        PortRange.requirePort(port);
        try {
            return takeFixed(port, request);
        } catch (PortRefusedException refused) {
            return RefusedPort.takeAfterAll(port, request, refused, NoFreePortMessages::of);
        }
    }

    static PortReservation takeFixed(int port, PortRequest request) throws PortRefusedException {
        Reservation reservation = registry(request).reserveFixed(port, request.options(), request.timeout());
        return new PortReservation(reservation, request);
    }

    /**
     * Reserves a TCP port on which nobody listens, for tests of what a program does when its server is not there. Until it
     * is closed, connects to the port are refused, and no server can be bound to it.
     *
     * @param request which ports may be had, and how
     * @return the reservation
     * @throws NoFreePortException if no port can be had; the message counts why
     * @throws IllegalArgumentException if the request is for UDP, or its directory cannot serve
     */
    public static PortReservation reserveClosed(PortRequest request) {
        return reserve(request.withHolding(ReservationOptions.Holding.CLOSED));
    }

    private static PortRegistry registry(PortRequest request) {
        try {
            PortRegistry registry = request.directory().isPresent()
                    ? Registries.at(request.directory().get())
                    : Registries.usual();
            FlightRecording.beginIfOn();
            if (request.report().isPresent()) {
                TimelineRecording.record(request.report().get(), request, registry);
            }
            return registry;
        } catch (UnusableDirectoryException unusable) {
            throw new IllegalArgumentException(unusable.getMessage() + Settings.originOf(request.directory()));
        }
    }

    /**
     * Tells who has a TCP port of this host, and why a server could not be bound to it. Never throws for what it cannot
     * find out; that is said in the answer.
     *
     * @param port the port, 1 to 65535
     * @return the answer; its {@code toString()} is a text to be read
     * @throws IllegalArgumentException if there is no such port
     */
    public static PortDiagnosis explain(int port) {
        return explain(port, Protocol.TCP);
    }

    /**
     * Tells who has a port of this host, and why a server could not be bound to it. Never throws for what it cannot find
     * out; that is said in the answer.
     *
     * @param port the port, 1 to 65535
     * @param protocol the protocol
     * @return the answer; its {@code toString()} is a text to be read
     * @throws IllegalArgumentException if there is no such port
     */
    public static PortDiagnosis explain(int port, Protocol protocol) {
        return explain(BindAttempt.of(protocol, port));
    }

    /**
     * Tells why an address of this host cannot be bound, or why a bind of it failed, and who has its port. Never throws for
     * what it cannot find out; that is said in the answer.
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
     * @return the answer; its {@code toString()} is a text to be read
     */
    public static PortDiagnosis explain(BindAttempt attempt) {
        return Diagnoser.SYSTEM.diagnose(attempt, Deadline.in(PortRequest.defaultDiagnosisDeadline()));
    }

    /**
     * Lists everything that listens on this host, as {@code netstat -ano} does on Windows: TCP servers and UDP receivers,
     * IPv4 and IPv6, each with the processes that have it open, the class of its port and the name of the service. Takes
     * five seconds at most, and usually some milliseconds. Never throws for what it cannot find out; that is said in the
     * answer.
     *
     * @return the listeners, sorted by port; its {@code toString()} is a table for a log
     */
    public static ListeningPorts listeners() {
        SocketTable table = SocketTable.SYSTEM.within(Deadline.in(Duration.ofSeconds(5)), List.of());
        return ListeningPortsReader.read(table, HostStack.current(), ServicesFile.ofThisSystem());
    }

    /**
     * Lists the ports that are reserved now: by this JVM, and by others of this user that share port numbers and process
     * ids with it and meet it in the same directory, which the system property {@value PortRequest#DIRECTORY} may name.
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

    /** Explains a port of one protocol or both; of both, that which is taken. */
    static PortDiagnosis explain(int port, Outcome outcome, PortRequest request) {
        Set<Protocol> protocols = request.choice().protocols();
        Deadline deadline = Deadline.in(request.diagnosisDeadline());
        Protocol first = protocols.contains(Protocol.TCP) ? Protocol.TCP : Protocol.UDP;
        PortDiagnosis diagnosis =
                Diagnoser.SYSTEM.diagnose(BindAttempt.of(first, port).with(outcome), deadline);
        return diagnosis.isTaken() || protocols.size() == 1
                ? diagnosis
                : Diagnoser.SYSTEM.diagnose(BindAttempt.of(Protocol.UDP, port).with(outcome), deadline);
    }
}
