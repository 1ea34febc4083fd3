package dev.freeport.junit;

import dev.freeport.PortReservation;
import java.net.BindException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Recognises failures of binds and explains them. Never throws, and never loses the original failure. */
final class BindFailures {
    /** What servers throw instead of a {@link BindException}; by simple name, because some are shaded. */
    private static final Set<String> KINDS =
            Set.of("ChannelBindException", "PortInUseException", "QuarkusBindException");

    /** What Netty's native transports throw for every system call; the message begins with the name of the call. */
    private static final String NATIVE_KIND = "NativeIoException";

    /** What says that a test cannot be run here: of JUnit Jupiter, and of JUnit 4, which need not be there. */
    private static final Set<String> ABORTED =
            Set.of("org.opentest4j.TestAbortedException", "org.junit.internal.AssumptionViolatedException");

    private static final int DEEPEST = 100;
    private static final Throwable[] NONE = {};

    private BindFailures() {}

    /**
     * Explains a failure if it is that of a bind.
     *
     * @param failure what a test threw
     * @param reservations finds the ports of the test
     * @param mustStay tells whether the failure must stay what it is, because others may still catch it
     * @return an error with an explanation and {@code failure} as its cause; {@code failure} itself if it has nothing to
     *     do with a taken port, and, with the explanation suppressed, if it must stay or the failed bind is itself only
     *     suppressed
     */
    static Throwable explain(
            Throwable failure, Supplier<List<PortReservation>> reservations, BooleanSupplier mustStay) {
        try {
            return explainOrThrow(failure, reservations, mustStay);
        } catch (RuntimeException | Error explanationFailed) {
            return failure;
        }
    }

    private static Throwable explainOrThrow(
            Throwable failure, Supplier<List<PortReservation>> reservations, BooleanSupplier mustStay) {
        Set<Throwable> chain = all(failure, true);
        if (isAborted(failure.getClass())
                || chain.stream().anyMatch(PortUnavailableError.class::isInstance)
                || chain.stream().noneMatch(BindFailures::isBindFailure)) {
            return failure;
        }
        Suspects suspects = Suspects.of(chain, reservations);
        if (suspects.diagnoses().isEmpty()) {
            return failure;
        }
        boolean besidesAnother = all(failure, false).stream().noneMatch(BindFailures::isBindFailure);
        if (besidesAnother || mustStay.getAsBoolean()) {
            failure.addSuppressed(new PortUnavailableError(suspects.text(), suspects.diagnoses()));
            return failure;
        }
        String text = suspects.text() + System.lineSeparator() + "Original failure: " + failure;
        return new PortUnavailableError(text, suspects.diagnoses(), failure);
    }

    private static boolean isAborted(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        return ABORTED.contains(type.getName()) || parent != null && isAborted(parent);
    }

    private static Set<Throwable> all(Throwable failure, boolean withSuppressed) {
        Set<Throwable> chain = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(failure, withSuppressed, chain);
        return chain;
    }

    private static void collect(Throwable failure, boolean withSuppressed, Set<Throwable> chain) {
        if (chain.size() < DEEPEST && chain.add(failure)) {
            if (failure.getCause() != null) {
                collect(failure.getCause(), withSuppressed, chain);
            }
            for (Throwable suppressed : withSuppressed ? failure.getSuppressed() : NONE) {
                collect(suppressed, true, chain);
            }
        }
    }

    private static boolean isBindFailure(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("assign requested address")) {
            // EADDRNOTAVAIL: this host has no such address. A text in another language makes us say more, not worse.
            return false;
        }
        String kind = failure.getClass().getSimpleName();
        return failure instanceof BindException
                || KINDS.contains(kind)
                || kind.equals(NATIVE_KIND) && (message.startsWith("bind(") || message.startsWith("listen("));
    }
}
