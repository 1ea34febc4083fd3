package dev.freeport.samples.proof.processes;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Ends child JVMs and waits until they are gone. */
public final class Ended {
    private static final long SECONDS_TO_OBEY = 5;

    private Ended() {}

    /** Closes the child's standard input, which asks it to end, and insists if it does not. */
    public static void byClosingInput(Process child) throws IOException {
        child.getOutputStream().close();
        CompletableFuture<Process> end = child.onExit();
        try {
            end.copy().orTimeout(SECONDS_TO_OBEY, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            child.destroyForcibly();
            end.join();
        }
    }
}
