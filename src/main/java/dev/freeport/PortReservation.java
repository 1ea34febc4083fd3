package dev.freeport;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.jfr.FlightRecording;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A port that is reserved until {@link #close()}: no other thread, class loader, JVM or build of this user gets it, and on
 * Linux the kernel assigns a TCP port to no client. A test may bind a server to it, stop it and start it again as often as
 * it likes.
 *
 * <p>A reservation that is never closed ends with the JVM, however that ends. Safe for use by several threads.
 *
 * <pre>{@code
 * try (PortReservation reservation = FreePorts.reserve()) {
 *     try {
 *         server.start(reservation.port());
 *     } catch (IOException e) {
 *         throw new IOException(reservation.explainBindFailure(e).toString(), e);
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
    private final AtomicBoolean closed = new AtomicBoolean();

    PortReservation(Reservation reservation, PortRequest request) {
        this.reservation = reservation;
        this.request = request;
    }

    /** {@return the reserved port, 1 to 65535; the same one after {@code close}} */
    public int port() {
        return reservation.port();
    }

    /**
     * Explains which process owns this port, after a server could not bind it; the journal of this JVM notes the bind
     * failure. Never throws for what it cannot find out.
     *
     * @return the diagnosis; its {@code toString()} is a text to be read
     */
    public PortDiagnosis explainBindFailure() {
        return noted(FreePorts.explain(port(), Outcome.BIND_FAILED, reservation.options()));
    }

    /**
     * Explains which process owns this port, as {@link #explainBindFailure()} does, and considers which call failed.
     *
     * @param failure what the server threw
     * @return the diagnosis; its {@code toString()} is a text to be read
     */
    public PortDiagnosis explainBindFailure(Throwable failure) {
        return noted(FreePorts.explain(port(), Outcome.of(failure), reservation.options()));
    }

    /**
     * Explains why one address with this port could not be bound, as {@link #explainBindFailure(Throwable)} does.
     *
     * @param failure what the server threw
     * @param address the address that the server tried to bind; over TCP unless the reservation is for UDP only
     * @return the diagnosis; its {@code toString()} is a text to be read
     */
    public PortDiagnosis explainBindFailure(Throwable failure, InetAddress address) {
        Protocol protocol = reservation.options().protocols().contains(Protocol.TCP) ? Protocol.TCP : Protocol.UDP;
        BindAttempt attempt = BindAttempt.of(protocol, new InetSocketAddress(address, port()));
        return noted(PortDiagnosis.of(
                attempt.failedWith(failure), reservation.options().diagnosisDeadline()));
    }

    void keepForJvm() {
        reservation.keepForJvm();
    }

    private PortDiagnosis noted(PortDiagnosis diagnosis) {
        FlightRecording.beginIfOn();
        reservation.noteBindFailure(diagnosis.headline(), diagnosis.toString());
        return diagnosis;
    }

    /**
     * Releases the port; it may be reserved again after the cool-down of its request. Further calls do nothing. A process
     * that still listens on the port is not reported again if it was the explanation of a bind failure.
     *
     * @throws PortLeakException if a process still listens on the port, and the request says {@link LeakCheck#FAIL}; the
     *     port is released nevertheless
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (request.leakCheck() == LeakCheck.OFF || reservation.isReleased() || !reservation.isServed()) {
                reservation.release();
            } else {
                new PortLeak(reservation, request.leakCheck()).close();
            }
        }
    }

    /** Returns {@code port 20004, reserved for OrderTests.ships(int)}. */
    @Override
    public String toString() {
        return "port " + port() + ", reserved for " + reservation.options().purpose();
    }
}
