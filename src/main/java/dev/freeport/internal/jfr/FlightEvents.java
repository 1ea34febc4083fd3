package dev.freeport.internal.jfr;

import dev.freeport.internal.registry.PortObserver;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.registry.WaitRecord;
import dev.freeport.internal.text.Printable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Commits an event for each change, if a recording has enabled it. Safe for use by several threads. */
final class FlightEvents implements PortObserver {
    private final Map<Reservation, PortEvent.Reserved> held = new ConcurrentHashMap<>();
    private final Map<WaitRecord, PortEvent.Waited> waits = new ConcurrentHashMap<>();

    @Override
    public void reserved(Reservation reservation) {
        PortEvent.Reserved event = new PortEvent.Reserved();
        if (event.isEnabled()) {
            event.guardSocket = reservation.isGuarded();
            event.begin();
            held.put(reservation, event);
        }
    }

    @Override
    public void released(Reservation reservation) {
        PortEvent.Reserved event = held.remove(reservation);
        if (event != null) {
            event.end();
            if (event.shouldCommit()) {
                event.describe(reservation.port(), reservation.options());
                event.commit();
            }
        }
    }

    /** The recorder calls this before each chunk of a recording ends, at the end of the JVM too. */
    void commitOpenReservations() {
        for (Reservation reservation : held.keySet()) {
            PortEvent.StillReserved event = new PortEvent.StillReserved();
            if (event.shouldCommit()) {
                event.describe(reservation.port(), reservation.options());
                event.since = reservation.since().toEpochMilli();
                event.guardSocket = reservation.isGuarded();
                event.commit();
            }
        }
    }

    @Override
    public void bindFailed(Reservation reservation, String why, String explanation) {
        PortEvent.BindFailed event = new PortEvent.BindFailed();
        if (event.shouldCommit()) {
            event.describe(reservation.port(), reservation.options());
            event.reason = Printable.limited(why);
            event.explanation = Printable.limited(explanation);
            event.commit();
        }
    }

    @Override
    public void leaked(Reservation reservation, String who, String explanation) {
        PortEvent.Reserved event = held.get(reservation);
        if (event != null) {
            event.leak = Printable.limited(who);
        }
    }

    @Override
    public void waiting(WaitRecord wait) {
        PortEvent.Waited event = new PortEvent.Waited();
        if (event.isEnabled()) {
            event.begin();
            waits.put(wait, event);
        }
    }

    @Override
    public void waited(WaitRecord wait, @Nullable Reservation granted) {
        PortEvent.Waited event = waits.remove(wait);
        if (event != null && event.shouldCommit()) {
            event.describe(granted == null ? wait.port() : granted.port(), wait.options());
            event.requested = wait.port();
            event.granted = granted != null;
            event.commit();
        }
    }

    @Override
    public String toString() {
        return "Flight Recorder";
    }
}
