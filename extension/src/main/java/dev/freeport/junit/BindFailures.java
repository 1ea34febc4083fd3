package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import java.net.BindException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/** Recognises failures of binds and explains them. Never throws, and never loses the original failure. */
final class BindFailures {
    /** What servers throw instead of a {@link BindException}; by simple name, because some are shaded. */
    private static final Set<String> KINDS =
            Set.of("NativeIoException", "ChannelBindException", "PortInUseException", "QuarkusBindException");

    private static final Pattern PORT = Pattern.compile("(?<![0-9.])(?:[^\\s:]*:|port[ =:]+)([0-9]{4,5})(?![0-9.])");
    private static final int DEEPEST = 100;

    private BindFailures() {}

    /**
     * Explains a failure if it is that of a bind.
     *
     * @param failure what a test threw
     * @param reservations the ports of the test
     * @return an error with an explanation and {@code failure} as its cause; {@code failure} itself if it has nothing to
     *     do with a taken port
     */
    static Throwable explain(Throwable failure, List<PortReservation> reservations) {
        try {
            return explainOrThrow(failure, reservations);
        } catch (RuntimeException | LinkageError explanationFailed) {
            return failure;
        }
    }

    private static Throwable explainOrThrow(Throwable failure, List<PortReservation> reservations) {
        Set<Throwable> chain = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(failure, chain);
        if (failure instanceof TestAbortedException
                || chain.stream().anyMatch(PortUnavailableError.class::isInstance)
                || chain.stream().noneMatch(BindFailures::isBindFailure)) {
            return failure;
        }
        Set<Integer> ports = portsNamedBy(chain);
        if (ports.isEmpty()) {
            reservations.forEach(reservation -> ports.add(reservation.port()));
        }
        List<PortDiagnosis> diagnoses = diagnose(ports);
        return diagnoses.isEmpty()
                ? failure
                : new PortUnavailableError(message(failure, diagnoses), diagnoses, failure);
    }

    private static void collect(Throwable failure, Set<Throwable> chain) {
        if (chain.size() < DEEPEST && chain.add(failure)) {
            if (failure.getCause() != null) {
                collect(failure.getCause(), chain);
            }
            for (Throwable suppressed : failure.getSuppressed()) {
                collect(suppressed, chain);
            }
        }
    }

    private static boolean isBindFailure(Throwable failure) {
        return failure instanceof BindException
                || KINDS.contains(failure.getClass().getSimpleName());
    }

    private static Set<Integer> portsNamedBy(Set<Throwable> chain) {
        Set<Integer> ports = new TreeSet<>();
        for (Throwable failure : chain) {
            String message = failure.getMessage();
            Matcher matcher = PORT.matcher(message == null ? "" : message);
            while (matcher.find()) {
                int port = Integer.parseInt(matcher.group(1));
                if (port <= 65535) {
                    ports.add(port);
                }
            }
        }
        return ports;
    }

    /** Returns the ports that somebody has; failing that those our own guard holds; failing that those free again. */
    private static List<PortDiagnosis> diagnose(Set<Integer> ports) {
        List<PortDiagnosis> taken = new ArrayList<>();
        List<PortDiagnosis> guarded = new ArrayList<>();
        List<PortDiagnosis> free = new ArrayList<>();
        for (int port : ports) {
            PortDiagnosis diagnosis = FreePorts.explain(port);
            switch (diagnosis.cause()) {
                case OWN_GUARD -> guarded.add(diagnosis);
                case NONE -> free.add(diagnosis);
                default -> taken.add(diagnosis);
            }
        }
        taken.sort(Comparator.comparing(PortDiagnosis::cause));
        if (!taken.isEmpty()) {
            return taken;
        }
        return guarded.isEmpty() ? free : guarded;
    }

    private static String message(Throwable failure, List<PortDiagnosis> diagnoses) {
        StringBuilder message = new StringBuilder();
        for (PortDiagnosis diagnosis : diagnoses) {
            message.append(diagnosis).append(System.lineSeparator());
        }
        return message.append("Original failure: ").append(failure).toString();
    }
}
