package dev.freeport;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.Diagnoser;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.jfr.FlightRecording;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A port that is reserved until {@link #close()}: no other thread, class loader, JVM or build of this user is given it,
 * and on Linux the kernel lends a TCP port to no client meanwhile. A server may be bound to it, stopped and started again
 * as often as a test likes.
 *
 * <p>A reservation that is never closed ends with the JVM, however that ends. Safe for use by several threads.
 *
 * <pre>{@code
 * try (PortReservation reservation = FreePorts.reserve()) {
 *     try {
 *         server.start(reservation.port());
 *     } catch (IOException e) {
 *         throw new IOException(reservation.explainFailedBind(e).toString(), e);
 *     }
 *     ...
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PortReservation implements AutoCloseable {
    private final Reservation reservation;
    private final PortRequest request;
    private volatile String explained = "";
    private final AtomicBoolean closed = new AtomicBoolean();

    PortReservation(Reservation reservation, PortRequest request) {
        this.reservation = reservation;
        this.request = request;
    }

    /**
     * Returns the reserved port.
     *
     * @return the port, 1 to 65535; the same one after {@code close}
     */
    public int port() {
        return reservation.port();
    }

    /**
     * Tells who has this port, to be asked after a server could not be bound to it; that it could not is noted in the
     * journal of this JVM. Never throws for what it cannot find out.
     *
     * @return the answer; its {@code toString()} is a text to be read
     */
    public PortDiagnosis explainBindFailure() {
        return noted(FreePorts.explain(port(), Outcome.BIND_FAILED, request));
    }

    /**
     * Tells who has this port, as {@link #explainBindFailure()} does, and takes into account which call failed.
     *
     * @param failure what the server threw
     * @return the answer; its {@code toString()} is a text to be read
     */
    public PortDiagnosis explainBindFailure(Throwable failure) {
        return noted(explain(failure));
    }

    /**
     * Tells who has this port after a bind that may have been of this port or of another one. Nothing is noted in the
     * journal; {@link #noteBindFailure} does, once it is known.
     *
     * @param failure what the server threw
     * @return the answer; its {@code toString()} is a text to be read
     */
    public PortDiagnosis explain(Throwable failure) {
        return FreePorts.explain(port(), Outcome.of(failure), request);
    }

    /**
     * Tells why one address with this port could not be bound, as {@link #explainBindFailure(Throwable)} does.
     *
     * @param failure what the server threw
     * @param address the address that it was to be bound to; over TCP unless the reservation is for UDP only
     * @return the answer; its {@code toString()} is a text to be read
     */
    public PortDiagnosis explainBindFailure(Throwable failure, InetAddress address) {
        Protocol protocol = reservation.options().protocols().contains(Protocol.TCP) ? Protocol.TCP : Protocol.UDP;
        BindAttempt attempt = BindAttempt.of(protocol, new InetSocketAddress(address, port()));
        return noted(Diagnoser.SYSTEM.diagnose(attempt.failedWith(failure), Deadline.in(request.diagnosisDeadline())));
    }

    private PortDiagnosis noted(PortDiagnosis diagnosis) {
        noteBindFailure(diagnosis);
        return diagnosis;
    }

    /**
     * Notes in the journal of this JVM that this port could not be bound, as {@link #explainBindFailure()} does by itself.
     *
     * @param diagnosis why
     */
    public void noteBindFailure(PortDiagnosis diagnosis) {
        explained = diagnosis.headline();
        FlightRecording.beginIfOn();
        reservation.noteBindFailure(explained, diagnosis.toString());
    }

    /**
     * Gives the port back, to be used again after the cool-down of its request. Further calls do nothing. Who still listens
     * on the port is not said again if a failed bind was explained by it already.
     *
     * @throws PortLeakException if something still listens on the port, and the request says {@link LeakCheck#FAIL}; the
     *     port is given back all the same
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (request.leakCheck() == LeakCheck.OFF || reservation.isReleased() || !reservation.isServed()) {
                reservation.release();
            } else {
                new PortLeak(reservation, request).close(explained);
            }
        }
    }

    /** Returns {@code port 20004, reserved for OrderTests.ships(int)}. */
    @Override
    public String toString() {
        return "port " + port() + ", reserved for " + reservation.options().purpose();
    }
}
