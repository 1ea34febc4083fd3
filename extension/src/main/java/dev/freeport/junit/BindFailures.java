package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import java.net.BindException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises failures of binds and explains them. Never throws, and never loses the original failure. */
final class BindFailures {
    /** What servers throw instead of a {@link BindException}; by simple name, because some are shaded. */
    private static final Set<String> KINDS =
            Set.of("ChannelBindException", "PortInUseException", "QuarkusBindException");

    /** What Netty's native transports throw for every system call; the message begins with the name of the call. */
    private static final String NATIVE_KIND = "NativeIoException";

    /** {@code /127.0.0.1:8080}, {@code [::]:8080}, {@code Port 8080 is}, {@code Port(s) already bound: 8080}. */
    private static final Pattern PORT =
            Pattern.compile("(?i)(?::|\\bport(?:\\(s\\))?(?: already bound)?[ =:]+)([0-9]{4,5})(?![0-9]|[.][0-9])");

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
        List<PortDiagnosis> diagnoses = diagnose(portsNamedBy(chain));
        if (diagnoses.stream().noneMatch(BindFailures::isTaken)) {
            Set<Integer> own = new TreeSet<>();
            reservations.get().forEach(reservation -> own.add(reservation.port()));
            List<PortDiagnosis> ofOwn = diagnose(own);
            diagnoses = diagnoses.isEmpty() || ofOwn.stream().anyMatch(BindFailures::isTaken) ? ofOwn : diagnoses;
        }
        if (diagnoses.isEmpty()) {
            return failure;
        }
        boolean besidesAnother = all(failure, false).stream().noneMatch(BindFailures::isBindFailure);
        if (besidesAnother || mustStay.getAsBoolean()) {
            failure.addSuppressed(new PortUnavailableError(message(diagnoses).stripTrailing(), diagnoses));
            return failure;
        }
        return new PortUnavailableError(message(diagnoses) + "Original failure: " + failure, diagnoses, failure);
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

    private static Set<Integer> portsNamedBy(Set<Throwable> chain) {
        Set<Integer> ports = new TreeSet<>();
        for (Throwable failure : chain) {
            String message = failure.getMessage();
            Matcher matcher = PORT.matcher(message == null ? "" : message);
            while (matcher.find()) {
                int port = Integer.parseInt(matcher.group(1));
                if (port >= 1 && port <= 65535) {
                    ports.add(port);
                }
            }
        }
        return ports;
    }

    /** Returns the ports that somebody has; failing that those our own guard holds; failing that those free again. */
    private static List<PortDiagnosis> diagnose(Set<Integer> ports) {
        List<PortDiagnosis> all = new ArrayList<>();
        ports.forEach(port -> all.add(FreePorts.explain(port)));
        List<PortDiagnosis> taken = new ArrayList<>(all);
        taken.removeIf(diagnosis -> !isTaken(diagnosis));
        taken.sort(Comparator.comparing(PortDiagnosis::cause));
        if (!taken.isEmpty()) {
            return taken;
        }
        boolean anyGuarded = all.stream().anyMatch(diagnosis -> diagnosis.cause() == Cause.OWN_GUARD);
        all.removeIf(diagnosis -> anyGuarded && diagnosis.cause() == Cause.NONE);
        return all;
    }

    private static boolean isTaken(PortDiagnosis diagnosis) {
        return diagnosis.cause() != Cause.NONE && diagnosis.cause() != Cause.OWN_GUARD;
    }

    private static String message(List<PortDiagnosis> diagnoses) {
        StringBuilder message = new StringBuilder();
        for (PortDiagnosis diagnosis : diagnoses) {
            message.append(diagnosis).append(System.lineSeparator());
        }
        return message.toString();
    }
}
