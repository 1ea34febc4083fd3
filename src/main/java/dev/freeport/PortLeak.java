package dev.freeport;

import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.text.Warnings;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The end of a reservation on whose port a process seems to listen still. */
record PortLeak(Reservation reservation, LeakCheck check, Duration timeout) {
    private static final Duration COOL_DOWN = Duration.ofMinutes(1);

    /** A child process that is being started holds the sockets of its parent for as long (fork, then exec). */
    private static final Duration TIMEOUT = Duration.ofMillis(100);

    private static final long PAUSE_NANOS = 2_000_000;

    PortLeak(Reservation reservation, LeakCheck check) {
        this(reservation, check, TIMEOUT);
    }

    /** Releases the port, and says which process listens on it, unless a bind failure was explained by the same. */
    void close() {
        if (isOverSoon()) {
            reservation.release();
            return;
        }
        PortDiagnosis diagnosis = FreePorts.explain(reservation.port(), Outcome.NOT_TRIED, reservation.options());
        if (!diagnosis.isTaken()) {
            reservation.release();
            return;
        }
        reservation.noteLeak(diagnosis.headline(), diagnosis.toString());
        Duration coolDown = reservation.options().coolDown();
        reservation.release(coolDown.compareTo(COOL_DOWN) > 0 ? coolDown : COOL_DOWN);
        if (diagnosis.headline().equals(reservation.explained())) {
            return;
        }
        String text = "Port " + reservation.port() + " was released by " + reservation.purpose()
                + " while a process still owns it." + System.lineSeparator() + diagnosis;
        if (check == LeakCheck.FAIL) {
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
