package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessIdentity;

/** Everything the registry asks of the system. */
record SystemCalls(FileCalls files, SocketCalls sockets, ProcessCalls processes) {
    static final SystemCalls SYSTEM = new SystemCalls(FileCalls.SYSTEM, SocketCalls.SYSTEM, ProcessCalls.SYSTEM);

    interface ProcessCalls {
        ProcessCalls SYSTEM = new ProcessCalls() {};

        default ProcessIdentity current() {
            return ProcessIdentity.current();
        }

        default boolean mayBeRunning(ProcessIdentity process) {
            return process.mayBeRunning();
        }
    }
}
