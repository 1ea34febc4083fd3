package dev.freeport.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command of the system and returns what it prints. */
interface ExternalCommand {
    ExternalCommand SYSTEM = command -> run(command, 5_000);

    /**
     * Runs a command.
     *
     * @return its standard output
     * @throws IOException if it cannot be started, fails, or takes longer than 5 s
     */
    String run(List<String> command) throws IOException;

    /** Runs a command and kills it if it takes too long. */
    static String run(List<String> command, long millis) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try {
            process.getOutputStream().close();
            StringBuilder output = new StringBuilder();
            InputStream in = process.getInputStream();
            long start = System.nanoTime();
            while (process.isAlive() || in.available() > 0) {
                if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(millis)) {
                    throw new IOException(String.join(" ", command) + " did not end within " + millis + " ms");
                }
                if (in.available() > 0) {
                    output.append(new String(in.readNBytes(in.available()), StandardCharsets.ISO_8859_1));
                } else {
                    process.waitFor(5, TimeUnit.MILLISECONDS);
                }
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ": " + output);
            }
            return output.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(String.join(" ", command) + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
