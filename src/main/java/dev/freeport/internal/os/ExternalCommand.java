package dev.freeport.internal.os;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command of the system and returns its output. */
public interface ExternalCommand {
    ExternalCommand SYSTEM = command -> run(command, 5_000);

    /** Much more than these commands print, which is a few KiB. */
    int MAX_OUTPUT = 1 << 20;

    /**
     * {@return the output of a command, each byte as a character: its encoding is not known} Throws if it cannot be
     * started, fails, prints more than 1 MiB, or takes longer than 5 s; the message names the command and, in printable
     * characters, its output.
     */
    String run(List<String> command) throws IOException;

    /** {@return the output of a command; kills it and its children when the time is over, but not at an interrupt} */
    static String run(List<String> command, long millis) throws IOException {
        String line = String.join(" ", command);
        // Reading a pipe with a timeout would need a thread: after the process has ended, the JDK empties the pipe in a
        // thread of its own, and until then it looks empty.
        File output = File.createTempFile("freeport-", ".out");
        boolean interrupted = Thread.interrupted();
        try {
            Process process = start(command, line, output);
            try {
                process.getOutputStream().close();
                interrupted |= awaitEnd(process, line, millis, output);
            } finally {
                interrupted |= kill(process);
            }
            String text = read(output, line);
            if (process.exitValue() != 0) {
                throw new IOException(
                        line + " ended with exit code " + process.exitValue() + ", saying '" + printable(text) + "'");
            }
            return text;
        } finally {
            output.delete();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@return the first 80 characters of a text, on one line of printable ASCII characters} */
    static String printable(String text) {
        String line = text.replaceAll("\\s+", " ").strip().replaceAll("[^\\x20-\\x7E]", "?");
        return line.length() <= 80 ? line : line.substring(0, 80) + "...";
    }

    private static Process start(List<String> command, String line, File output) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
        } catch (IOException | UnsupportedOperationException notStarted) {
            throw new IOException(line + " cannot be started", notStarted);
        }
    }

    /** Returns whether this thread was interrupted. */
    private static boolean awaitEnd(Process process, String line, long millis, File output) throws IOException {
        boolean interrupted = false;
        long start = System.nanoTime();
        while (true) {
            try {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    return interrupted;
                }
            } catch (InterruptedException later) {
                interrupted = true;
            }
            if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(millis)) {
                throw new IOException(line + " did not end within " + millis + " ms");
            }
            requireMaxOutput(output, line);
        }
    }

    /** Kills the process, if it still runs, with its children. Returns whether this thread was interrupted. */
    private static boolean kill(Process process) {
        if (!process.isAlive()) {
            return false;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(1, TimeUnit.SECONDS);
            return false;
        } catch (InterruptedException later) {
            return true;
        }
    }

    private static String read(File output, String line) throws IOException {
        requireMaxOutput(output, line);
        try (InputStream in = new FileInputStream(output)) {
            return new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.ISO_8859_1);
        }
    }

    private static void requireMaxOutput(File output, String line) throws IOException {
        if (output.length() > MAX_OUTPUT) {
            throw new IOException(line + " printed more than " + MAX_OUTPUT + " bytes");
        }
    }
}
