package dev.freeport;

import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.pool.Remedies;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.registry.PoolExhaustedException;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.internal.registry.PortRefusedException;
import dev.freeport.internal.registry.PortRefusedException.Reason;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.stack.HostStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why a port could not be reserved, who has it, and what to do. */
final class NoFreePortMessages {
    private static final int BOUND_EXPLAINED = 3;

    private NoFreePortMessages() {}

    /** Returns the error for a pool of which no port could be had. */
    static NoFreePortException of(PortRequest request, PortPool pool, PoolExhaustedException exhausted) {
        StringBuilder message = new StringBuilder("No free port for ")
                .append(request.options().purpose())
                .append(": ")
                .append(exhausted.getMessage());
        List<PortDiagnosis> diagnoses = new ArrayList<>();
        for (int port : exhausted.boundPorts()) {
            if (diagnoses.size() < BOUND_EXPLAINED) {
                PortDiagnosis diagnosis = FreePorts.explain(port, Outcome.NOT_TRIED, request);
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
            return List.of("Ask for " + (chosen ? "other " : "") + PortRequest.RANGES
                    + ", or take less away from them (" + PortRequest.EXCLUDED_RANGES + ", " + PortRequest.SAFE_ON
                    + ", "
                    + PortRequest.SKIP_NAMED + "=off).");
        }
        List<String> steps = new ArrayList<>();
        if (chosen) {
            steps.add("Ask for other " + PortRequest.RANGES + ", outside the dynamic range.");
        } else {
            steps.addAll(Remedies.of(HostStack.current()));
        }
        if (request.options().holding() == ReservationOptions.Holding.UNGUARDED) {
            steps.add("Set " + PortRequest.GUARD_SOCKET + "=on, where guard sockets hold TCP ports (Linux).");
        }
        return steps;
    }

    private static List<String> forFullPool(PortRequest request, PoolExhaustedException exhausted) {
        if (exhausted.getCause() != null) {
            return List.of();
        }
        List<String> steps = new ArrayList<>();
        if (!exhausted.deniedPorts().isEmpty()) {
            steps.add(forDenied(exhausted.deniedPorts().get(0)));
        }
        if (!request.choice().ranges().isEmpty()) {
            steps.add("Let more ports be chosen from: " + PortRequest.RANGES + ", or ranges of its @FreePort.");
        }
        if (exhausted.reserved() > 0) {
            steps.add("Let fewer tests hold ports at once.");
        }
        if (!exhausted.boundPorts().isEmpty()) {
            steps.add("End what is bound to the ports, if nobody needs it.");
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

    /** Returns the error for a given port that could not be had. */
    static NoFreePortException of(PortRequest request, int port, PortRefusedException refused) {
        String what = "Port " + port + " for " + request.options().purpose();
        Optional<PortHolder> holder = refused.holder();
        String reserved = holder.map(by -> "it is reserved by " + ProcessIdentity.label(by.pid()) + " for "
                        + by.purpose() + ", since " + by.since())
                .orElse("nobody of this user has reserved it");
        boolean denied = refused.reason() == Reason.DENIED;
        List<PortDiagnosis> diagnoses =
                holder.isPresent() || denied ? List.of() : List.of(FreePorts.explain(port, Outcome.NOT_TRIED, request));
        String message = switch (refused.reason()) {
            case TAKEN -> what + " is taken by something that has not reserved it.";
            case DENIED -> what + " may not be bound by this process: " + whyDenied(port) + ".";
            case TIMED_OUT ->
                what + " was not to be had within " + Settings.text(request.timeout()) + "; " + reserved + ".";
            case INTERRUPTED -> what + " was waited for until this thread was interrupted; " + reserved + ".";
            case NO_SOCKET -> what + " was not to be had: " + refused.getMessage() + ".";
        };
        StringBuilder text = new StringBuilder(message);
        if (denied) {
            line(text, "what to do", forDenied(port));
        } else if (refused.reason() == Reason.TIMED_OUT && holder.isPresent()) {
            line(
                    text,
                    "what to do",
                    "Wait longer (" + PortRequest.TIMEOUT
                            + ", or the timeout of its @FixedPort), or let one of the two use another port.");
        }
        diagnoses.forEach(diagnosis -> text.append(System.lineSeparator()).append(diagnosis));
        return new NoFreePortException(text.toString(), diagnoses, ofSystem(refused));
    }

    /** Returns what the system threw, if it did: what the registry says of that, or without it, is in the text already. */
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
