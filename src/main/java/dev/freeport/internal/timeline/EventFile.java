package dev.freeport.internal.timeline;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.registry.PortObserver;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.registry.WaitRecord;
import dev.freeport.internal.text.Warnings;
import dev.freeport.stack.HostStack;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happens in this JVM, a line an event, each by one call of the system, so that what is written stays when
 * the JVM is killed. Safe for use by several threads.
 */
final class EventFile implements PortObserver {
    /** Some 300,000 reservations; a browser would not show more. */
    private static final long LONGEST = 32 << 20;

    private static final int MOST_POOLS = 50;

    private final Path path;
    private final long longest;
    private @Nullable FileOutputStream out;
    private @Nullable HostStack stack;
    private final Set<PortPool> pools = new HashSet<>();
    private long length;

    private EventFile(Path path, FileOutputStream out, long longest) {
        this.path = path;
        this.out = out;
        this.longest = longest;
    }

    static EventFile create(Path path, JsonLine first) throws IOException {
        return create(path, first, LONGEST);
    }

    static EventFile create(Path path, JsonLine first, long longest) throws IOException {
        EventFile file = new EventFile(path, new FileOutputStream(path.toFile(), true), longest);
        file.write(first);
        return file;
    }

    /** Notes the host and the pool if they are new. */
    synchronized void note(HostStack currentStack, PortPool currentPool) {
        if (stack != currentStack) {
            stack = currentStack;
            write(EventLines.host(currentStack));
        }
        if (pools.size() < MOST_POOLS && pools.add(currentPool)) {
            write(EventLines.pool(currentPool));
        }
    }

    @Override
    public void reserved(Reservation reservation) {
        write(EventLines.reserved(reservation));
    }

    @Override
    public void released(Reservation reservation) {
        write(EventLines.released(reservation));
    }

    @Override
    public void bindFailed(Reservation reservation, String why, String explanation) {
        write(EventLines.bindFailed(reservation, why, explanation));
    }

    @Override
    public void leaked(Reservation reservation, String who, String explanation) {
        write(EventLines.leaked(reservation, who, explanation));
    }

    @Override
    public void waiting(WaitRecord wait) {
        // is written when it is over
    }

    @Override
    public void waited(WaitRecord wait, @Nullable Reservation granted) {
        write(EventLines.waited(wait, granted));
    }

    private synchronized void write(JsonLine line) {
        FileOutputStream current = out;
        if (current == null) {
            return;
        }
        try {
            byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
            length += bytes.length;
            if (length > longest) {
                current.write(new JsonLine("full").add(Instant.now()).toString().getBytes(StandardCharsets.UTF_8));
                close(current);
            } else {
                current.write(bytes);
            }
        } catch (IOException e) {
            Warnings.say("The timeline lacks what this JVM does from now on: " + path + ": " + e.getMessage());
            close(current);
        }
    }

    /** Notes the end of the JVM. What happens later is lost. */
    synchronized void end() {
        write(new JsonLine("end").add(Instant.now()));
        if (out != null) {
            close(out);
        }
    }

    private void close(FileOutputStream current) {
        out = null;
        try {
            current.close();
        } catch (IOException closedNevertheless) {
            return;
        }
    }

    /** Returns {@code The timeline of ports}, as a warning may begin. */
    @Override
    public String toString() {
        return "The timeline of ports";
    }
}
