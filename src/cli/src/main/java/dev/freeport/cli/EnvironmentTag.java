package dev.freeport.cli;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.timeline.Timeline;
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
 * A variable in the environment of a program, which all its descendants inherit and Linux shows. The timelines of JVMs know by
 * it that they belong to one build.
 */
final class EnvironmentTag {
    static final String NAME = Timeline.RUN_VARIABLE;
    private static final int TIMEOUT_SECONDS = 2;

    private final String value;

    EnvironmentTag(ProcessIdentity run) {
        this.value = run.pid() + "-" + run.startTicks();
    }

    void put(Map<String, String> environment) {
        environment.put(NAME, value);
    }

    /** Returns the processes that have the variable; none on systems that do not show it. */
    List<ProcessHandle> processes() {
        try {
            // reading blocks while the kernel changes the memory of the process
            return CompletableFuture.supplyAsync(() -> ProcessHandle.allProcesses()
                            .filter(process -> isIn(process.pid()))
                            .toList())
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException unknown) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private boolean isIn(long pid) {
        try (InputStream in = new FileInputStream("/proc/" + pid + "/environ")) {
            String environment = "\0" + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1) + "\0";
            return environment.contains("\0" + NAME + "=" + value + "\0");
        } catch (IOException otherUserOrNotLinux) {
            return false;
        }
    }
}
