package dev.freeport.samples.proof.servers;

import dev.freeport.samples.proof.processes.Ended;
import dev.freeport.samples.proof.processes.JavaCommand;
import dev.freeport.samples.proof.processes.Spawning;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, as tests start databases or the program they test. */
public final class ChildServer implements SampleServer {
    private static final long SECONDS_TO_LISTEN = 60;

    private final Process process;

    private ChildServer(Process process) {
        this.process = process;
    }

    public static ChildServer on(int port, String answer) throws Exception {
        ChildServer server = new ChildServer(Spawning.start(new JavaCommand()
                .main(ChildServerMain.class, port, answer)
                .redirectError(ProcessBuilder.Redirect.DISCARD)));
        try {
            server.awaitListening();
        } catch (Exception e) {
            server.close();
            throw e;
        }
        return server;
    }

    public long pid() {
        return process.pid();
    }

    private void awaitListening() throws IOException {
        CompletableFuture<?> tooLong = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(SECONDS_TO_LISTEN, TimeUnit.SECONDS));
        BufferedReader output = process.inputReader();
        @Nullable String line = output.readLine();
        tooLong.cancel(false);
        if (line == null) {
            throw new IOException("The child process ended without a word");
        } else if (line.startsWith(ChildServerMain.NOT_BOUND)) {
            throw new BindException(line.substring(ChildServerMain.NOT_BOUND.length()));
        } else if (!line.equals(ChildServerMain.LISTENING)) {
            throw new IOException("The child process said: " + line);
        }
    }

    @Override
    public void close() throws IOException {
        Ended.byClosingInput(process);
    }
}
