package dev.freeport.diagnosis;

import dev.freeport.owner.OwnerProcess;
import java.util.Optional;

/**
 * A process of the service manager of Windows. Ending it ends all services in it, and with some of them the system (lsass,
 * RpcSs); the manager stops no service that the system needs.
 */
final class WindowsService {
    private static final String UNIT = "service ";

    private WindowsService() {}

    static boolean isIn(OwnerProcess owner) {
        return owner.unit().filter(unit -> unit.startsWith(UNIT)).isPresent();
    }

    /** Returns the command that stops the service which is alone in a process. */
    static Optional<String> stop(OwnerProcess owner) {
        return owner.unit()
                .filter(unit -> unit.startsWith(UNIT) && !unit.contains(", "))
                .map(unit -> unit.substring(UNIT.length()))
                .map(name -> "net stop " + (name.contains(" ") ? '"' + name + '"' : name));
    }
}
