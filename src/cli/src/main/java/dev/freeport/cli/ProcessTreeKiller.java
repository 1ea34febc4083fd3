package dev.freeport.cli;

import dev.freeport.internal.process.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Terminates a process and all that it has started: first with SIGTERM, then by force. */
record ProcessTreeKiller(ProcessHandle root, EnvironmentTag tag) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);

    void terminate() {
        try {
            Progress.of("waiting for pid " + root.pid() + " to exit", this::terminateAll);
        } catch (InterruptedException neverHappens) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean terminateAll() throws InterruptedException {
        List<ProcessHandle> all = processes();
        // Ctrl-C has sent SIGINT to the program too: let it clean up without a second signal
        if (Terminal.isInForeground()) {
            haveExited(List.of(root));
        }
        all = send(all, ProcessHandle::destroy);
        if (haveExited(all)) {
            // a process that was started just then has received no signal yet
            all = processes();
        }
        return haveExited(send(all, ProcessHandle::destroyForcibly));
    }

    /** Signals the processes from before, and those started since. */
    private List<ProcessHandle> send(List<ProcessHandle> before, Consumer<ProcessHandle> signal) {
        List<ProcessHandle> all = Stream.concat(before.stream(), processes().stream())
                .distinct()
                .filter(ProcessTreeKiller::isRunning)
                .toList();
        all.forEach(signal);
        return all;
    }

    /** Returns the process and its descendants, orphans included; parents first, as one may exit before its child. */
    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(root), tag.processes().stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .toList();
    }

    private static boolean haveExited(List<ProcessHandle> processes) throws InterruptedException {
        long start = System.nanoTime();
        while (processes.stream().anyMatch(ProcessTreeKiller::isRunning)) {
            if (System.nanoTime() - start > TIMEOUT.toNanos()) {
                return false;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return true;
    }

    /** For the JDK, a process is alive until its parent has read its exit code. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && new ProcessIdentity(process.pid(), 0).mayBeRunning();
    }
}
