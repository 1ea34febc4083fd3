package dev.freeport.cli;

import dev.freeport.internal.process.ProcessIdentity;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A variable in the environment of a program, which whatever it starts inherits, however often parents end: on Linux one
 * can be asked for it.
 */
final class Mark {
    static final String NAME = "FREEPORT_RUN";
    private static final int TIMEOUT_SECONDS = 2;

    private final String value;

    Mark(ProcessIdentity run) {
        this.value = run.pid() + "-" + run.startTicks();
    }

    void put(Map<String, String> environment) {
        environment.put(NAME, value);
    }

    /** Returns the processes that bear it; none where that is not told. */
    List<ProcessHandle> bearers() {
        try {
            // a process that is being given memory lets readers wait
            return CompletableFuture.supplyAsync(() -> ProcessHandle.allProcesses()
                            .filter(process -> isBorneBy(process.pid()))
                            .toList())
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException notTold) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private boolean isBorneBy(long pid) {
        try (InputStream in = new FileInputStream("/proc/" + pid + "/environ")) {
            String environment = "\0" + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1) + "\0";
            return environment.contains("\0" + NAME + "=" + value + "\0");
        } catch (IOException anothersOrNotLinux) {
            return false;
        }
    }
}
