package dev.freeport.registry;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A port that is held by this JVM. Safe for use by several threads. */
public final class Reservation {
    private final PortRegistry registry;
    private final int port;
    private final Terms terms;
    private final Instant since = Instant.now();
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean granted;
    private volatile @Nullable FileLock lock;
    private volatile @Nullable Ledger entered;
    private volatile @Nullable Socket guard;

    Reservation(PortRegistry registry, int port, Terms terms) {
        this.registry = registry;
        this.port = port;
        this.terms = terms;
    }

    /**
     * Returns the port.
     *
     * @return the port, 1 to 65535
     */
    public int port() {
        return port;
    }

    /**
     * Returns how the port is reserved.
     *
     * @return the terms of the request
     */
    public Terms terms() {
        return terms;
    }

    /** Gives the port back. Further calls do nothing. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            registry.release(this);
        }
    }

    PortHolder holder(long pid) {
        return new PortHolder(pid, terms.purpose(), since, Optional.of(guard != null));
    }

    JournalEntry entry(JournalEntry.Event event) {
        return new JournalEntry(
                event == JournalEntry.Event.RESERVED ? since : Instant.now(), event, port, terms.purpose());
    }

    boolean lockIn(LockFile locks) {
        lock = locks.tryLock(port);
        return lock != null;
    }

    Ledger.Answer enterInto(Ledger ledger, boolean relaxed) {
        Ledger.Answer answer = ledger.reserve(port, relaxed, terms.coolDown());
        entered = answer == Ledger.Answer.GRANTED ? ledger : null;
        return answer;
    }

    /** Holds the port in files that were made anew; what is held in the old ones goes with them. */
    void moveTo(RegistryFiles renewed) {
        lock = renewed.locks().tryLock(port);
        renewed.ledger().enter(port);
        entered = renewed.ledger();
    }

    void grant() {
        granted = true;
    }

    boolean isGranted() {
        return granted;
    }

    void guardWith(Socket socket) {
        guard = socket;
    }

    /** Takes the guards away, the last one first. */
    void dropGuards(Duration coolDown) {
        dropGuardSocket();
        Ledger ledger = entered;
        entered = null;
        if (ledger != null) {
            ledger.release(port, coolDown);
        }
        FileLock held = lock;
        lock = null;
        if (held != null) {
            try {
                held.release();
            } catch (IOException channelWasClosed) {
                // and with it the lock went
            }
        }
    }

    void dropGuardSocket() {
        Socket socket = guard;
        guard = null;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException closedNevertheless) {
                // close(2): the descriptor is released whatever it returns
            }
        }
    }
}
