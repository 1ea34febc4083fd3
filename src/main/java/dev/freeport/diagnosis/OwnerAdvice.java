package dev.freeport.diagnosis;

import dev.freeport.internal.registry.PortHolder;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What to do about the processes that own a socket. Whatever is copied from a log must be safe to run. */
final class OwnerAdvice {
    private static final String OR_ANOTHER_PORT = ", or let this program use another port.";

    /** Windows takes no care that it ends: a process may have become the parent of the one that started it. */
    private static final int MOST_ANCESTORS = 64;

    private OwnerAdvice() {}

    /** Advises on the owners of a server, connection or socket. */
    static String on(DiagnosisState found, Cause cause, String what) {
        if (found.owners.isEmpty()) {
            return onUnseen(found);
        }
        List<OwnerProcess> others = new ArrayList<>(found.owners);
        boolean withThisJvm = others.removeIf(OwnerProcess::isThisJvm);
        if (others.isEmpty()) {
            return "Close the " + what + " in this JVM.";
        }
        long reserver = found.holder.map(PortHolder::pid).orElse(0L);
        Predicate<OwnerProcess> reserved = owner -> owner.pid() == reserver;
        if (others.stream().allMatch(reserved)) {
            return "Reserve a port of your own instead of using a fixed number; that process has reserved this one.";
        }
        if (are(OwnerKind.DOCKER, others)) {
            return "Stop the container (docker ps --filter publish=" + found.attempt.port() + ")" + OR_ANOTHER_PORT;
        }
        if (are(OwnerKind.KERNEL, others)) {
            return "Find the program that the kernel serves (netsh http show servicestate)" + OR_ANOTHER_PORT;
        }
        if (are(OwnerKind.SIBLING_FORK, others)) {
            return "Let both tests reserve their ports instead of using a fixed number.";
        }
        if (are(OwnerKind.IDE, others)) {
            return "Stop what uses the port in the IDE" + OR_ANOTHER_PORT;
        }
        Optional<String> stop = others.size() == 1 ? WindowsService.stop(others.get(0)) : Optional.empty();
        if (stop.isPresent()) {
            return "Stop the service (" + stop.get() + ")" + OR_ANOTHER_PORT;
        }
        List<OwnerProcess> needed =
                others.stream().filter(reserved.or(OwnerAdvice::isNeeded)).toList();
        if (!needed.isEmpty()) {
            return "Let this program use another port, or let " + OwnerText.named(others) + " close the " + what
                    + ". Do not end " + OwnerText.named(needed) + ": other things depend on it.";
        }
        Optional<OwnerProcess> nameless =
                others.stream().filter(OwnerText::isNameless).findFirst();
        if (nameless.isPresent()) {
            return "Find out what pid " + nameless.get().pid() + " is ("
                    + DiagnosticCommands.SYSTEM.show(nameless.get().pid()) + ")" + OR_ANOTHER_PORT;
        }
        String end = DiagnosticCommands.SYSTEM.end(others);
        if (are(OwnerKind.CHILD, others)) {
            return "Let the test end what it started (" + end + "), and wait until it has ended.";
        }
        return "End " + (others.size() == 1 ? "the process" : "the processes") + " (" + end + ")"
                + (withThisJvm ? " and close the " + what + " of this JVM" : "")
                + (others.size() == 1 && cause == Cause.LISTENER
                        ? KnownServers.move(others.get(0))
                                .map(how -> ", move it to another port (" + how + ")")
                                .orElse("")
                        : "")
                + OR_ANOTHER_PORT;
    }

    private static String onUnseen(DiagnosisState found) {
        String look = DiagnosticCommands.SYSTEM.look(found.attempt.protocol(), found.attempt.port());
        if (found.cutShort.isPresent()) {
            return "Raise freeport.diagnosis-deadline, or look by hand: " + look;
        }
        return found.privileged
                ? "Look again, also outside this container: " + look
                : "Look as " + DiagnosticCommands.SYSTEM.superuser() + ": " + look;
    }

    private static boolean are(OwnerKind kind, List<OwnerProcess> owners) {
        return owners.stream().allMatch(owner -> owner.kind() == kind);
    }

    /** Whether ending a process may end this build, another test, an IDE, all containers or the system. */
    private static boolean isNeeded(OwnerProcess owner) {
        return switch (owner.kind()) {
            case CHILD, LEFTOVER_FORK, OTHER ->
                owner.pid() == 1 || WindowsService.isIn(owner) || isAboveThisJvm(owner.pid());
            case SIBLING_FORK, IDE, DOCKER, KERNEL -> true;
        };
    }

    private static boolean isAboveThisJvm(long pid) {
        Optional<ProcessHandle> above = ProcessHandle.current().parent();
        for (int i = 0; above.isPresent() && i < MOST_ANCESTORS; i++) {
            if (above.get().pid() == pid) {
                return true;
            }
            above = above.get().parent();
        }
        return false;
    }
}
