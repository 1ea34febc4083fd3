package dev.freeport;

import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.pool.Remedies;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.registry.KernelLockHolder;
import dev.freeport.internal.registry.PoolExhaustedException;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.internal.registry.PortRefusedException;
import dev.freeport.internal.registry.PortRefusedException.Reason;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.registry.UnusableDirectoryException;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.stack.HostStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why a port could not be reserved, which process owns it, and what to do. */
final class NoFreePortMessages {
    /** Where ranges come from: a request does not know which of them it was. */
    private static final String RANGES = PortRequest.RANGES + ", or the attribute ranges of its @FreePort";

    private static final int BOUND_EXPLAINED = 3;

    private NoFreePortMessages() {}

    static NoFreePortException of(PortRequest request, UnusableDirectoryException unusable) {
        String origin = request.directoryOrigin();
        String sentence =
                origin.isEmpty() ? "" : " " + Character.toUpperCase(origin.charAt(0)) + origin.substring(1) + ".";
        return new NoFreePortException(
                "No port for " + request.options().purpose() + ": " + unusable.getMessage() + sentence,
                List.of(),
                null);
    }

    static NoFreePortException of(PortRequest request, PortPool pool, PoolExhaustedException exhausted) {
        StringBuilder message = new StringBuilder("No free port for ")
                .append(request.options().purpose())
                .append(": ")
                .append(exhausted.getMessage());
        List<PortDiagnosis> diagnoses = new ArrayList<>();
        for (int port : exhausted.boundPorts()) {
            if (diagnoses.size() < BOUND_EXPLAINED) {
                PortDiagnosis diagnosis = FreePorts.explain(port, Outcome.NOT_TRIED, request.options());
                diagnoses.add(diagnosis);
                line(message, "bound", diagnosis.headline());
            }
        }
        String label = "what to do";
        for (String step : pool.size() == 0 ? forEmptyPool(request, pool) : forFullPool(request, exhausted)) {
            line(message, label, step);
            label = "or";
        }
        return new NoFreePortException(message.toString(), diagnoses, ofSystem(exhausted));
    }

    private static List<String> forEmptyPool(PortRequest request, PortPool pool) {
        boolean chosen = !request.choice().ranges().isEmpty();
        if (!pool.isEmptiedByDynamicRange()) {
            return List.of((chosen ? "Choose other ranges" : "Choose ranges") + " (" + RANGES
                    + "), or exclude fewer ports (" + PortRequest.EXCLUDED_RANGES + ", " + PortRequest.SAFE_ON + ", "
                    + PortRequest.SKIP_NAMED + "=off, or the attributes excludedRanges and safeOn).");
        }
        List<String> steps = new ArrayList<>();
        if (chosen) {
            steps.add("Choose other ranges, outside the dynamic range: " + RANGES + ".");
        } else {
            steps.addAll(Remedies.of(HostStack.current()));
        }
        if (request.options().holding() == ReservationOptions.Holding.UNGUARDED) {
            steps.add("Set " + PortRequest.GUARD_SOCKET + "=auto, where guard sockets hold TCP ports (Linux).");
        }
        return steps;
    }

    private static List<String> forFullPool(PortRequest request, PoolExhaustedException exhausted) {
        if (exhausted.getCause() != null) {
            return List.of();
        }
        List<String> steps = new ArrayList<>();
        if (exhausted.isPoolTooSmall()) {
            steps.add("Ask for fewer ports.");
        }
        if (!exhausted.deniedPorts().isEmpty()) {
            steps.add(forDenied(exhausted.deniedPorts().get(0)));
        }
        if (!request.choice().ranges().isEmpty()) {
            steps.add("Offer more ports: " + RANGES + ".");
        }
        if (exhausted.reserved() > 0) {
            steps.add("Run fewer tests at once.");
        }
        if (!exhausted.boundPorts().isEmpty()) {
            steps.add("Stop the processes that own the ports, if nothing needs them.");
        }
        return steps;
    }

    private static String forDenied(int port) {
        HostStack stack = HostStack.current();
        return port < stack.privilegedLimit()
                ? "Use a port from " + stack.privilegedLimit() + " on" + Remedies.ofLowPort(stack, port)
                : "Ask what forbids it (audit log, sandbox profile), or use another port.";
    }

    private static void line(StringBuilder message, String label, String text) {
        message.append(String.format("%n  %-11s %s", label, text));
    }

    static NoFreePortException of(PortRequest request, int port, PortRefusedException refused) {
        Optional<String> holder = holder(request, port, refused);
        return of(
                request,
                port,
                refused,
                holder,
                holder.isPresent() || refused.reason() == Reason.DENIED
                        ? List.of()
                        : List.of(FreePorts.explain(port, Outcome.NOT_TRIED, request.options())));
    }

    /** Says who had the port when it was refused; if that is not known, what was found afterwards. */
    static NoFreePortException of(
            PortRequest request,
            int port,
            PortRefusedException refused,
            Optional<String> known,
            List<PortDiagnosis> found) {
        String what = "Port " + port + " for " + request.options().purpose();
        boolean denied = refused.reason() == Reason.DENIED;
        Optional<String> holder =
                known.or(() -> refused.reason() == Reason.TIMED_OUT ? reserver(found) : Optional.empty());
        List<PortDiagnosis> diagnoses = holder.isPresent() ? List.of() : found;
        boolean isFreeAgain = !diagnoses.isEmpty() && diagnoses.stream().noneMatch(PortDiagnosis::isTaken);
        String reserved = holder.map(by -> "it is reserved by " + by + ".")
                .orElse(
                        isFreeAgain
                                ? "it was in use until a moment ago, or a test has reserved it whose journal cannot be read."
                                : "no test of this user has reserved it" + owner(", but ", diagnoses));
        StringBuilder text = new StringBuilder(
                switch (refused.reason()) {
                    case TAKEN ->
                        isFreeAgain
                                ? what + " was taken by a process that has not reserved it, until a moment ago."
                                : what + " is taken by a process that has not reserved it" + owner(": ", diagnoses);
                    case DENIED -> what + " may not be bound by this process: " + whyDenied(port) + ".";
                    case TIMED_OUT ->
                        what + " could not be reserved within " + text(request.timeout()) + "; " + reserved;
                    case INTERRUPTED -> what + " could not be reserved before this thread was interrupted; " + reserved;
                    case NO_SOCKET ->
                        what + " could not be reserved: " + refused.getMessage()
                                + (diagnoses.isEmpty() || isFreeAgain
                                        ? "."
                                        : ". " + diagnoses.get(0).headline());
                });
        if (denied) {
            line(text, "what to do", forDenied(port));
        } else if (refused.reason() == Reason.TIMED_OUT && (holder.isPresent() || isFreeAgain)) {
            line(
                    text,
                    "what to do",
                    "Wait longer (" + PortRequest.TIMEOUT
                            + ", or the attribute timeout of its @FixedPort), or let one of the two use another port.");
        }
        if (!isFreeAgain) {
            diagnoses.forEach(diagnosis -> text.append(withoutHeadline(diagnosis)));
        }
        return new NoFreePortException(text.toString(), diagnoses, ofSystem(refused));
    }

    /** Says in the first line, which may be all that a report shows, what a diagnosis says of the port. */
    private static String owner(String conjunction, List<PortDiagnosis> diagnoses) {
        String headline = diagnoses.isEmpty() ? "" : diagnoses.get(0).headline();
        String taken = " is taken: ";
        int owner = headline.indexOf(taken);
        if (owner >= 0) {
            return conjunction + headline.substring(owner + taken.length());
        }
        return headline.isEmpty() ? "." : ". " + headline;
    }

    private static String withoutHeadline(PortDiagnosis diagnosis) {
        return diagnosis.toString().substring(diagnosis.headline().length());
    }

    /** Says who has reserved a port, for what and since when, as far as it is known. */
    private static Optional<String> holder(PortRequest request, int port, PortRefusedException refused) {
        Optional<PortHolder> holder = refused.holder();
        if (holder.isEmpty() && refused.reason() == Reason.TIMED_OUT) {
            return KernelLockHolder.of(SocketTable.SYSTEM, request.options().protocols(), port)
                    .map(KernelLockHolder::label);
        }
        return holder.map(by -> holder(by.pid(), by.purpose(), by.since()));
    }

    /** Says who has reserved a port since it was refused: a test that has it again and again is in no journal in between. */
    private static Optional<String> reserver(List<PortDiagnosis> found) {
        return found.stream()
                .flatMap(diagnosis -> diagnosis.reservedBy().stream())
                .findFirst()
                .map(by -> holder(by.pid(), by.purpose(), by.since()));
    }

    private static String holder(long pid, String purpose, Instant since) {
        return ProcessIdentity.label(pid) + " for " + purpose + ", since " + since;
    }

    /** Writes a duration in the greatest unit of which it is a whole number. */
    private static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + " ms";
        }
        return millis % 60_000 == 0 ? millis / 60_000 + " min" : millis / 1000 + " s";
    }

    /** Returns what the system threw, if it did: what the registry says of it is in the text already. */
    private static @Nullable Throwable ofSystem(Throwable refusal) {
        Throwable cause = refusal;
        while (cause != null && cause.getClass().getPackage() == PoolExhaustedException.class.getPackage()) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String whyDenied(int port) {
        int limit = HostStack.current().privilegedLimit();
        return port < limit
                ? "ports below " + limit + " need privileges here"
                : "the system forbids it, although ports from " + limit + " on need no privileges here";
    }
}
