package dev.freeport;

import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.text.Warnings;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The end of a reservation on whose port something seems to listen still. */
final class PortLeak {
    private static final Duration COOL_DOWN = Duration.ofMinutes(1);

    /** A child process that is just being started holds the sockets of its parent for as long (fork, then exec). */
    private static final Duration TIMEOUT = Duration.ofMillis(100);

    private static final long PAUSE_NANOS = 2_000_000;

    private final Reservation reservation;
    private final PortRequest request;
    private final Duration timeout;

    PortLeak(Reservation reservation, PortRequest request) {
        this(reservation, request, TIMEOUT);
    }

    PortLeak(Reservation reservation, PortRequest request, Duration timeout) {
        this.reservation = reservation;
        this.request = request;
        this.timeout = timeout;
    }

    /** Releases the port, and names its owner if it has one, unless that was said after a bind failure. */
    void close() {
        if (isOverSoon()) {
            reservation.release();
            return;
        }
        PortDiagnosis diagnosis = FreePorts.explain(reservation.port(), Outcome.NOT_TRIED, request);
        if (!diagnosis.isTaken()) {
            reservation.release();
            return;
        }
        reservation.noteLeak(diagnosis.headline(), diagnosis.toString());
        Duration usual = reservation.options().coolDown();
        reservation.release(usual.compareTo(COOL_DOWN) > 0 ? usual : COOL_DOWN);
        if (diagnosis.headline().equals(reservation.explained())) {
            return;
        }
        String text = "Port " + reservation.port() + " was released by " + reservation.purpose()
                + " while something still has it." + System.lineSeparator() + diagnosis;
        if (request.leakCheck() == LeakCheck.FAIL) {
            throw new PortLeakException(text, diagnosis);
        }
        Warnings.say(text);
    }

    private boolean isOverSoon() {
        long start = System.nanoTime();
        while (reservation.isServed()) {
            if (System.nanoTime() - start > timeout.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
