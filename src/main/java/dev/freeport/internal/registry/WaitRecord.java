package dev.freeport.internal.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time for which a request waits for others, if it does. One for each request, and for one thread. */
public final class WaitRecord {
    /** Instead of a port, if any of a pool will do. */
    public static final int ANY = 0;

    private final int port;
    private final ReservationOptions options;
    private @Nullable Instant since;

    WaitRecord(int port, ReservationOptions options) {
        this.port = port;
        this.options = options;
    }

    /** Says that the request has to wait. Further calls do nothing. */
    void begin() {
        if (since == null) {
            since = Instant.now();
            PortObservers.waiting(this);
        }
    }

    /** Says that the request waits no longer, if it did. */
    void end(@Nullable Reservation granted) {
        if (since != null) {
            PortObservers.waited(this, granted);
        }
    }

    public int port() {
        return port;
    }

    public ReservationOptions options() {
        return options;
    }

    public Instant since() {
        Instant begun = since;
        if (begun == null) {
            throw new IllegalStateException("the request has not waited");
        }
        return begun;
    }
}
