package dev.freeport.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * What JUnit cannot take yet while it evaluates the conditions of a class: a failure, which it would wrap, and report entries
 * of a class that has not started.
 */
final class EarlyOutcome {
    private static final Namespace NAMESPACE = Namespace.create(EarlyOutcome.class);

    private final List<String> entries = new ArrayList<>();
    private @Nullable Throwable failure;
    private boolean begun;

    private EarlyOutcome() {}

    static EarlyOutcome of(ExtensionContext context) {
        return Objects.requireNonNull(store(context)
                .getOrComputeIfAbsent(context.getUniqueId(), key -> new EarlyOutcome(), EarlyOutcome.class));
    }

    private static @Nullable EarlyOutcome find(ExtensionContext context) {
        return store(context).get(context.getUniqueId(), EarlyOutcome.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** Keeps a failure, the first of several, for {@link #throwFailure}. */
    synchronized void fail(Throwable early) {
        if (failure == null) {
            failure = early;
        } else {
            failure.addSuppressed(early);
        }
    }

    /** Throws the failure of a class, once. */
    static void throwFailure(ExtensionContext context) {
        EarlyOutcome outcome = find(context);
        Throwable early = outcome == null ? null : outcome.takeFailure();
        if (early instanceof Error error) {
            throw error;
        } else if (early != null) {
            throw (RuntimeException) early;
        }
    }

    private synchronized @Nullable Throwable takeFailure() {
        Throwable early = failure;
        failure = null;
        return early;
    }

    /** Keeps an entry until its class has started. Returns false if it has. */
    static boolean keepEntry(ExtensionContext context, String entry) {
        EarlyOutcome outcome = find(context);
        return outcome != null && outcome.keep(entry);
    }

    private synchronized boolean keep(String entry) {
        return !begun && entries.add(entry);
    }

    /** Publishes the entries of a class that has started. */
    static void publishEntries(ExtensionContext context) {
        EarlyOutcome outcome = find(context);
        if (outcome != null) {
            for (String entry : outcome.begin()) {
                context.publishReportEntry(ReportEntries.KEY, entry);
            }
        }
    }

    private synchronized List<String> begin() {
        begun = true;
        List<String> kept = List.copyOf(entries);
        entries.clear();
        return kept;
    }
}
