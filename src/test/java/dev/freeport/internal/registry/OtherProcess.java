package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessIdentity;

/** A process that runs beside the tests. */
final class OtherProcess {
    private OtherProcess() {}

    /** Returns the parent, or any other one: a JVM that a program outside of Wine has started has no parent. */
    static ProcessIdentity any() {
        ProcessHandle self = ProcessHandle.current();
        return new ProcessIdentity(
                self.parent()
                        .or(() -> ProcessHandle.allProcesses()
                                .filter(other -> !other.equals(self))
                                .findFirst())
                        .map(ProcessHandle::pid)
                        .orElseThrow(),
                0);
    }
}
