package dev.freeport.internal.registry;

import dev.freeport.internal.text.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The observers of the reservations of this JVM; without any, they cost nothing. Safe for use by several threads. */
public final class PortObservers {
    private static volatile List<PortObserver> all = List.of();

    private PortObservers() {}

    /** Adds an observer. One that throws is removed, with a warning. */
    public static synchronized void add(PortObserver observer) {
        List<PortObserver> more = new ArrayList<>(all);
        more.add(observer);
        all = List.copyOf(more);
    }

    public static synchronized void remove(PortObserver observer) {
        List<PortObserver> fewer = new ArrayList<>(all);
        fewer.remove(observer);
        all = List.copyOf(fewer);
    }

    static void happened(Reservation reservation, JournalEntry.Event event, String detail, String explanation) {
        if (!all.isEmpty()) {
            tell(observer -> {
                switch (event) {
                    case RESERVED -> observer.reserved(reservation);
                    case RELEASED -> observer.released(reservation);
                    case BIND_FAILED -> observer.bindFailed(reservation, detail, explanation);
                    case LEAKED -> observer.leaked(reservation, detail, explanation);
                }
            });
        }
    }

    static void waiting(WaitRecord wait) {
        if (!all.isEmpty()) {
            tell(observer -> observer.waiting(wait));
        }
    }

    static void waited(WaitRecord wait, @Nullable Reservation granted) {
        if (!all.isEmpty()) {
            tell(observer -> observer.waited(wait, granted));
        }
    }

    /** Whatever an observer throws, the port is reserved or released. */
    private static void tell(Consumer<PortObserver> what) {
        for (PortObserver observer : all) {
            try {
                what.accept(observer);
            } catch (RuntimeException | Error e) {
                remove(observer);
                warn(observer, e);
            }
        }
    }

    private static void warn(PortObserver observer, Throwable failure) {
        try {
            Warnings.say(observer + " is told nothing more: " + failure);
        } catch (RuntimeException | Error noText) {
            Warnings.say(observer.getClass().getName() + " is told nothing more.");
        }
    }
}
