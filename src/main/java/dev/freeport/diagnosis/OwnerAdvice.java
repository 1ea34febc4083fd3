package dev.freeport.diagnosis;

import dev.freeport.internal.registry.PortHolder;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to do about the processes that own a socket. The advice costs no more than the port: what serves others, or is started
 * again, is to be stopped where that is managed, and a command ends only plain processes of this user. The guide states the
 * rule.
 */
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
        if (others.stream().allMatch(owner -> owner.pid() == reserver)) {
            return "Reserve a port of your own instead of using a fixed number; that process has reserved this one.";
        }
        Optional<String> reservedBy = are(OwnerKind.CHILD, others) ? Optional.empty() : found.otherReserver();
        if (reservedBy.isPresent()) {
            return "Wait until " + reservedBy.get() + ", which has reserved the port, releases it" + OR_ANOTHER_PORT;
        }
        if (are(OwnerKind.KERNEL, others)) {
            return "Find the program that the kernel serves (netsh http show servicestate)" + OR_ANOTHER_PORT;
        }
        if (are(OwnerKind.SIBLING_FORK, others)) {
            return "Let both tests reserve their ports instead of using a fixed number.";
        }
        String move = others.size() == 1 && others.get(0).kind() == OwnerKind.OTHER && cause == Cause.LISTENER
                ? KnownServers.move(others.get(0))
                        .map(how -> ", move it to another port (" + how + ")")
                        .orElse("")
                : "";
        Optional<String> stop = howToStop(others, found.attempt.port());
        if (stop.isPresent()) {
            return stop.get() + move + OR_ANOTHER_PORT;
        }
        List<OwnerProcess> needed =
                others.stream().filter(OwnerAdvice::isNeeded).toList();
        if (!needed.isEmpty()) {
            return "Let this program use another port, or let " + OwnerText.named(others) + " close the " + what
                    + ". Do not end " + OwnerText.named(needed) + ": other things depend on it.";
        }
        Optional<OwnerProcess> nameless =
                others.stream().filter(OwnerAdvice::isUnknown).findFirst();
        if (nameless.isPresent()) {
            return "Find out what pid " + nameless.get().pid() + " is ("
                    + DiagnosticCommands.SYSTEM.show(nameless.get().pid()) + ")" + OR_ANOTHER_PORT;
        }
        String end = DiagnosticCommands.SYSTEM.end(others);
        if (are(OwnerKind.CHILD, others)) {
            return "Let this program end what it started (" + end + "), and wait until it has ended.";
        }
        Optional<OwnerProcess> foreign = others.stream()
                .filter(owner -> isOfAnotherUser(owner, found.user))
                .findFirst();
        if (foreign.isPresent()) {
            return "Let user " + foreign.get().user() + " end " + OwnerText.named(others) + move + OR_ANOTHER_PORT;
        }
        if (others.size() == 1 && isBelowLaunchd(others.get(0))) {
            return "Stop its job if launchd runs one (launchctl list), or end the process (" + end + ")" + move
                    + OR_ANOTHER_PORT;
        }
        return "End " + (others.size() == 1 ? "the process" : "the processes") + " (" + end + ")"
                + (withThisJvm ? " and close the " + what + " of this JVM" : "") + move + OR_ANOTHER_PORT;
    }

    private static String onUnseen(DiagnosisState found) {
        String look = DiagnosticCommands.SYSTEM.look(found.attempt.protocol(), found.attempt.port());
        if (found.cutShort.isPresent()) {
            return "Raise freeport.diagnosis-deadline, or look by hand: " + look;
        }
        if (found.view.inPod()) {
            return "Look in the other containers of this pod" + OR_ANOTHER_PORT;
        }
        if (found.view.inPidNamespace()) {
            return "Look outside this container: " + look;
        }
        return found.privileged
                ? "Look again: " + look
                : "Look as " + DiagnosticCommands.SYSTEM.superuser() + ": " + look;
    }

    /** Returns the one place where all of them are to be stopped, if there is one; the first process listens for others. */
    private static Optional<String> howToStop(List<OwnerProcess> owners, int port) {
        List<OwnerProcess> deciding = owners.stream()
                .filter(owner -> owner.pid() == 1 && owner.howToStop().isPresent())
                .toList();
        List<String> places = (deciding.isEmpty() ? owners : deciding)
                .stream().map(owner -> owner.howToStop().orElse("")).distinct().toList();
        return Optional.of(places.get(0))
                .filter(place -> places.size() == 1 && !place.isEmpty())
                .map(place -> place.replace("(docker ps)", "(docker ps --filter publish=" + port + ")"));
    }

    private static boolean are(OwnerKind kind, List<OwnerProcess> owners) {
        return owners.stream().allMatch(owner -> owner.kind() == kind);
    }

    private static boolean isUnknown(OwnerProcess owner) {
        return OwnerText.isNameless(owner)
                || owner.kind() != OwnerKind.CHILD && owner.user().equals(OwnerText.NO_USER);
    }

    /** The first process of macOS starts its jobs again, and adopts what has lost its parent. */
    private static boolean isBelowLaunchd(OwnerProcess owner) {
        return owner.ancestors().size() == 1 && owner.ancestors().get(0).name().equals("launchd");
    }

    private static boolean isOfAnotherUser(OwnerProcess owner, Optional<String> user) {
        return owner.kind() != OwnerKind.CHILD
                && user.filter(self -> !self.equals(owner.user())).isPresent();
    }

    /** Whether ending a process may end this build, another test, an IDE, all containers or the system. */
    private static boolean isNeeded(OwnerProcess owner) {
        return switch (owner.kind()) {
            case CHILD, LEFTOVER_FORK, OTHER ->
                owner.pid() == 1 || owner.howToStop().isPresent() || isService(owner) || isAboveThisJvm(owner.pid());
            default -> true;
        };
    }

    /** Ending a process of Windows' service manager ends all services in it, and with some of them the system. */
    private static boolean isService(OwnerProcess owner) {
        return owner.unit().filter(unit -> unit.startsWith("service ")).isPresent();
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
