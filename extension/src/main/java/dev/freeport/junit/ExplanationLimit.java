package dev.freeport.junit;

import dev.freeport.PortReservation;
import dev.freeport.internal.failure.BindFailureExplainer;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Explains the first bind failures of a run: a search may take a second, and a thousand tests fail for one reason. */
final class ExplanationLimit {
    static final int MOST = BindFailureExplainer.MOST;

    private static final Namespace NAMESPACE = Namespace.create(ExplanationLimit.class);

    private ExplanationLimit() {}

    /** Calls {@link BindFailureExplainer#explain} until the limit is reached. */
    static Throwable explain(
            ExtensionContext context,
            Throwable failure,
            Supplier<List<PortReservation>> reservations,
            BooleanSupplier mustStay) {
        AtomicInteger explained = Objects.requireNonNull(context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("explained", key -> new AtomicInteger(), AtomicInteger.class));
        if (explained.get() >= MOST) {
            return failure;
        }
        int before = failure.getSuppressed().length;
        Throwable result = BindFailureExplainer.explain(failure, reservations, mustStay, PurposeText.test(context));
        boolean isExplained = result != failure || failure.getSuppressed().length > before;
        if (isExplained && explained.incrementAndGet() == MOST) {
            System.getLogger("dev.freeport").log(Level.WARNING, BindFailureExplainer.MOST_REACHED);
        }
        return result;
    }
}
