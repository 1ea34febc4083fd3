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

/** Writes each event of this JVM by one system call, so that a kill loses none. Safe for use by several threads. */
final class EventFile implements PortObserver {
    /** Some 300,000 reservations; a browser would not show more. */
    private static final long MAX_LENGTH = 32 << 20;

    private static final int MAX_POOLS = 50;

    private final Path path;
    private final long maxLength;
    private @Nullable FileOutputStream out;
    private @Nullable HostStack stack;
    private final Set<PortPool> pools = new HashSet<>();
    private long length;

    private EventFile(Path path, FileOutputStream out, long maxLength) {
        this.path = path;
        this.out = out;
        this.maxLength = maxLength;
    }

    static EventFile create(Path path, JsonLine first) throws IOException {
        return create(path, first, MAX_LENGTH);
    }

    static EventFile create(Path path, JsonLine first, long maxLength) throws IOException {
        EventFile file = new EventFile(path, new FileOutputStream(path.toFile(), true), maxLength);
        file.write(first);
        return file;
    }

    /** Writes the host if it is new. Never throws. */
    synchronized void writeContext(HostStack currentStack) {
        try {
            if (stack != currentStack) {
                stack = currentStack;
                write(EventLines.host(currentStack));
            }
        } catch (RuntimeException | Error e) {
            giveUp(e.toString());
        }
    }

    /** Writes the host and the pool if they are new. Never throws. */
    synchronized void writeContext(HostStack currentStack, PortPool currentPool) {
        writeContext(currentStack);
        try {
            if (pools.size() < MAX_POOLS && pools.add(currentPool)) {
                write(EventLines.pool(currentPool));
            }
        } catch (RuntimeException | Error e) {
            giveUp(e.toString());
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
        // A wait is written when it is over.
    }

    @Override
    public void waited(WaitRecord wait, @Nullable Reservation granted) {
        write(EventLines.waited(wait, granted));
    }

    synchronized void write(JsonLine line) {
        FileOutputStream current = out;
        if (current == null) {
            return;
        }
        try {
            byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
            length += bytes.length;
            if (length > maxLength) {
                current.write(new JsonLine("full").add(Instant.now()).toString().getBytes(StandardCharsets.UTF_8));
                close();
            } else {
                current.write(bytes);
            }
        } catch (IOException e) {
            giveUp(path + ": " + e.getMessage());
        }
    }

    private void giveUp(String reason) {
        close();
        Warnings.say("The timeline lacks what this JVM does from now on: " + reason);
    }

    /** Writes the end of the JVM. Later events are lost. */
    synchronized void end() {
        write(new JsonLine("end").add(Instant.now()));
        close();
    }

    private void close() {
        FileOutputStream current = out;
        out = null;
        try {
            if (current != null) {
                current.close();
            }
        } catch (IOException e) {
            return; // It is closed nevertheless.
        }
    }

    @Override
    public String toString() {
        return "The timeline of ports";
    }
}
