package dev.freeport.owner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that owns a socket.
 *
 * @param pid its process id
 * @param command its command line, secrets replaced by {@code ***} and long arguments shortened; the name of the
 *     program in brackets if there is no command line to be read
 * @param user the name of the user it runs as; {@code unknown} if the system does not say
 * @param started when it started, if the system says
 * @since 0.1.0
 */
public record OwnerProcess(long pid, String command, String user, Optional<Instant> started) {

    /**
     * Tells whether this is the JVM that asks.
     *
     * @return whether it is
     */
    public boolean isThisJvm() {
        return pid == ProcessIdentity.current().pid();
    }

    static OwnerProcess read(Path proc, long pid) {
        ProcessHandle.Info info = ProcessHandle.of(pid).map(ProcessHandle::info).orElse(null);
        return new OwnerProcess(
                pid,
                command(proc.resolve(Long.toString(pid))),
                info == null ? "unknown" : info.user().orElse("unknown"),
                info == null ? Optional.empty() : info.startInstant());
    }

    private static String command(Path process) {
        try {
            String line = CommandLine.render(ProcFile.read(process.resolve("cmdline")));
            return line.isEmpty() ? "[" + ProcFile.read(process.resolve("comm")).strip() + "]" : line;
        } catch (IOException gone) {
            return "[command line not readable]";
        }
    }
}
