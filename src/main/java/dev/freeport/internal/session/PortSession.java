package dev.freeport.internal.session;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.text.Warnings;
import dev.freeport.internal.timeline.Timeline;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The time in which a JVM runs tests, and the timelines of it. */
public final class PortSession {
    private static final List<AutoCloseable> AT_END = new ArrayList<>();

    private static volatile boolean hasTimeline;

    private PortSession() {}

    /** Writes down what happens to ports from now on, for a page. */
    @SuppressWarnings("exports") // the pool is not for the launcher's listeners, for which this package is exported
    public static void record(Path page, PortPool pool) {
        hasTimeline = true;
        Timeline.record(page, HostStack.current(), pool);
    }

    /** Writes that a test failed of a bind, to a port or, if it is not known, 0, for a page. */
    public static void testFailed(Path page, Protocol protocol, int port, String test, String why, String explanation) {
        hasTimeline = true;
        Timeline.testFailed(page, protocol, port, test, why, explanation);
    }

    /** Takes what the end of the session closes, before it looks for what was never closed. */
    public static void closeAtEnd(AutoCloseable resource) {
        synchronized (AT_END) {
            AT_END.add(resource);
        }
    }

    /** Keeps a port that this JVM has reserved beyond the end of the session: what it belongs to ends later, and closes it. */
    public static void keepBeyondEnd(int port) {
        Registries.own(Protocol.TCP, port).ifPresent(Reservation::keepForJvm);
    }

    /**
     * Closes what is to be closed now, releases what was reserved since the start, in {@link System#nanoTime()}, and never
     * closed, with a warning that names it, except for what is reserved for the JVM, makes the page with the timeline, and closes the files that can be opened again,
     * but not the lock file: that would drop all locks of this process. Ports may be reserved afterwards as before.
     *
     * @throws dev.freeport.PortLeakException if what the end closes has a leak that is to fail
     */
    public static void end(long start) {
        RuntimeException failure = closeAll();
        releaseSince(start);
        if (hasTimeline) {
            Timeline.writePages();
        }
        Registries.rest();
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException closeAll() {
        List<AutoCloseable> all;
        synchronized (AT_END) {
            all = List.copyOf(AT_END);
            AT_END.clear();
        }
        RuntimeException first = null;
        for (AutoCloseable resource : all) {
            try {
                resource.close();
            } catch (Exception e) {
                RuntimeException next =
                        e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
                if (first == null) {
                    first = next;
                } else {
                    first.addSuppressed(next);
                }
            }
        }
        return first;
    }

    private static void releaseSince(long start) {
        List<Reservation> unclosed = Registries.reservedSince(start);
        if (!unclosed.isEmpty()) {
            for (Reservation reservation : unclosed) {
                reservation.release();
            }
            Warnings.say(UnclosedPortsText.of(unclosed));
        }
    }
}
