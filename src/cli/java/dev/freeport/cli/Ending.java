package dev.freeport.cli;

import dev.freeport.internal.process.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Ends a process and what it has started: politely, then by force. */
final class Ending {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final ProcessHandle root;
    private final Mark mark;

    Ending(ProcessHandle root, Mark mark) {
        this.root = root;
        this.mark = mark;
    }

    void end() {
        try {
            Progress.of("waiting for pid " + root.pid() + " to end", this::endAll);
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean endAll() throws InterruptedException {
        List<ProcessHandle> all = family();
        // who pressed Ctrl-C has sent SIGINT to the program too, which must not be disturbed while it cleans up
        if (Terminal.isInForeground()) {
            areGone(List.of(root));
        }
        all = ask(all, ProcessHandle::destroy);
        if (areGone(all)) {
            // what was started just then has been told nothing yet
            all = family();
        }
        return areGone(ask(all, ProcessHandle::destroyForcibly));
    }

    /** Asks those that were there, and those that came since. */
    private List<ProcessHandle> ask(List<ProcessHandle> before, Consumer<ProcessHandle> toEnd) {
        List<ProcessHandle> all = Stream.concat(before.stream(), family().stream())
                .distinct()
                .filter(Ending::isRunning)
                .toList();
        all.forEach(toEnd);
        return all;
    }

    /**
     * Returns also those whose parent has ended, which the system has given to another one. Parents come first: one whose
     * child has just ended may end of itself, without cleaning up.
     */
    private List<ProcessHandle> family() {
        return Stream.concat(Stream.of(root), mark.bearers().stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .toList();
    }

    private static boolean areGone(List<ProcessHandle> processes) throws InterruptedException {
        long start = System.nanoTime();
        while (processes.stream().anyMatch(Ending::isRunning)) {
            if (System.nanoTime() - start > TIMEOUT.toNanos()) {
                return false;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return true;
    }

    /** A process that has ended counts as running for the JDK until its parent has asked for its exit code. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && new ProcessIdentity(process.pid(), 0).mayBeRunning();
    }
}
