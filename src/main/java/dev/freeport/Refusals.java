package dev.freeport;

import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.registry.PoolExhaustedException;
import dev.freeport.registry.PortHolder;
import dev.freeport.registry.PortRefusedException;
import dev.freeport.registry.Terms;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortPool;
import dev.freeport.stack.Remedies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why a port could not be reserved, and who has it. */
final class Refusals {
    private static final int BOUND_EXPLAINED = 3;

    private Refusals() {}

    /** Returns the error for a pool of which no port could be had. */
    static NoFreePortException of(PortRequest request, PortPool pool, PoolExhaustedException exhausted) {
        StringBuilder message = new StringBuilder("No free port for ")
                .append(request.terms().purpose())
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
        if (pool.isEmptiedByDynamicRange()) {
            if (!request.choice().ranges().isEmpty()) {
                line(message, "would help", "other " + PortRequest.RANGES + ", outside the dynamic range");
            } else {
                for (String remedy : Remedies.of(HostStack.current())) {
                    line(message, "would help", remedy);
                }
            }
            if (request.terms().holding() == Terms.Holding.UNGUARDED) {
                line(message, "would help", PortRequest.GUARD + "=on, where guard sockets hold TCP ports (Linux)");
            }
        }
        return new NoFreePortException(message.toString(), diagnoses, exhausted);
    }

    private static void line(StringBuilder message, String label, String text) {
        message.append(String.format("%n  %-11s %s", label, text));
    }

    /** Returns the error for a given port that could not be had. */
    static NoFreePortException of(PortRequest request, int port, PortRefusedException refused) {
        String what = "Port " + port + " for " + request.terms().purpose();
        Optional<PortHolder> holder = refused.holder();
        String reserved = holder.map(
                        by -> "it is reserved by pid " + by.pid() + " for " + by.purpose() + ", since " + by.since())
                .orElse("nobody of this user has reserved it");
        List<PortDiagnosis> diagnoses =
                holder.isPresent() ? List.of() : List.of(FreePorts.explain(port, Outcome.NOT_TRIED, request));
        String message = switch (refused.reason()) {
            case TAKEN -> what + " is taken by something that has not reserved it.";
            case TIMED_OUT ->
                what + " was not to be had within " + request.patience().toMillis() + " ms" + "; " + reserved + ".";
            case INTERRUPTED -> what + " was waited for until this thread was interrupted; " + reserved + ".";
            case NO_SOCKET -> what + " was not to be had: " + refused.getMessage() + ".";
        };
        StringBuilder text = new StringBuilder(message);
        diagnoses.forEach(diagnosis -> text.append(System.lineSeparator()).append(diagnosis));
        return new NoFreePortException(text.toString(), diagnoses, refused);
    }
}
