package dev.freeport.internal.timeline;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.registry.NamespaceIds;
import dev.freeport.internal.registry.PortObservers;
import dev.freeport.internal.text.Warnings;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of this JVM, and makes a page of them and of those of the build's other JVMs. Each JVM that ends makes
 * the page anew, so the last one's is complete. Safe for use by several threads.
 */
public final class Timeline {
    /** What {@code freeport run} gives its program: its pid and its start, as in {@code 4711-81422}. */
    public static final String RUN_VARIABLE = "FREEPORT_RUN";

    /** Each page costs an open file as long as the JVM lives. */
    static final int MAX_PAGES = 20;

    /** In bytes: a page without events. */
    private static final long SMALL_PAGE = 1 << 16;

    private static final Map<Path, Timeline> OPEN = new ConcurrentHashMap<>();

    private static volatile boolean startsNoMore;

    private final Path page;
    private final EventFolder folder;
    private final EventFileName name;
    private volatile @Nullable EventFile file;

    private Timeline(Path page, BuildProcess build) {
        this.page = page;
        this.folder = new EventFolder(page);
        this.name = new EventFileName(
                NamespaceIds.current().pids(), build.identity(), ProcessIdentity.current(), System.currentTimeMillis());
    }

    /** Writes events from now on, unless this JVM does so already. Never throws; warns if it is impossible. */
    public static void record(Path page, HostStack stack, PortPool pool) {
        EventFile events = events(page.toAbsolutePath().normalize());
        if (events != null) {
            events.writeContext(stack, pool);
        }
    }

    /**
     * Makes this JVM the build to which it and all that it starts belong, unless {@code freeport run} started it. Before the
     * first event.
     *
     * @param name the name of the build, such as {@code freeport run}
     */
    public static void buildsHere(String name) {
        BuildProcess.isThisJvm(name);
    }

    /** Writes that a test failed of a bind, to a port or, if it is not known, 0. Never throws. */
    public static void testFailed(Path page, Protocol protocol, int port, String test, String why, String explanation) {
        EventFile events = events(page.toAbsolutePath().normalize());
        if (events != null) {
            events.writeContext(HostStack.current());
            events.write(EventLines.testFailed(protocol, port, test, why, explanation));
        }
    }

    private static @Nullable EventFile events(Path page) {
        Timeline timeline = OPEN.get(page);
        if (timeline == null && !startsNoMore) {
            timeline = open(page);
        }
        return timeline == null ? null : timeline.file;
    }

    private static synchronized @Nullable Timeline open(Path page) {
        Timeline timeline = OPEN.get(page);
        if (timeline != null) {
            return timeline;
        }
        if (OPEN.size() == MAX_PAGES) {
            startNoMore(
                    page,
                    "this JVM writes " + MAX_PAGES + " timelines already. Set freeport.timeline to the same file.");
            return null;
        }
        try {
            BuildProcess build = BuildProcess.ofThisJvm();
            timeline = new Timeline(page, build);
            timeline.begin(build);
            if (OPEN.isEmpty()) {
                writePagesAtEnd();
            }
            OPEN.put(page, timeline);
            return timeline;
        } catch (RuntimeException | Error e) {
            startNoMore(page, e.toString());
            return null;
        }
    }

    private static void startNoMore(Path page, String reason) {
        startsNoMore = true;
        Warnings.say("The timeline " + page + " cannot be written: " + reason);
    }

    private void begin(BuildProcess build) {
        if (Files.isDirectory(page)) {
            Warnings.say("The timeline " + page
                    + " cannot be written: it is a directory. Set freeport.timeline to a file, such as "
                    + page.resolve("ports.html") + ".");
            return;
        }
        try {
            folder.locked(() -> {
                folder.prune(name, build.buildsOnce());
                EventFile events =
                        EventFile.create(folder.path().resolve(name.toString()), EventLines.jvm(name.jvm(), build));
                file = events;
                PortObservers.add(events);
            });
        } catch (IOException | RuntimeException | Error e) {
            Warnings.say(refusal(e));
        }
    }

    private String refusal(Throwable reason) {
        return "The timeline " + page + " cannot be written: " + reason + ". "
                + (isFull()
                        ? "Its disk is full: free some space, or set freeport.timeline to a file on another one."
                        : "Set freeport.timeline to a file in a directory that this user may write.");
    }

    private boolean isFull() {
        try {
            Path directory = folder.path().getParent();
            return directory != null && isFull(Files.getFileStore(directory));
        } catch (IOException | RuntimeException notKnown) {
            return false;
        }
    }

    /** A file system without files of its own, such as /sys, and one that nobody may write to have no space either. */
    static boolean isFull(FileStore disk) throws IOException {
        return !disk.isReadOnly() && disk.getTotalSpace() > 0 && disk.getUsableSpace() < SMALL_PAGE;
    }

    /** The log is closed when a JVM ends, in whatever order. */
    private static void say(String text, boolean isEnd) {
        if (isEnd) {
            System.err.println("WARNING: " + text);
        } else {
            Warnings.say(text);
        }
    }

    private static void writePagesAtEnd() {
        Thread atEnd = new Thread(null, () -> writePages(true), "freeport-timeline", 0, false);
        // or it would keep the class loader of the first test
        atEnd.setContextClassLoader(null);
        try {
            Runtime.getRuntime().addShutdownHook(atEnd);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
    }

    public static void writePages() {
        writePages(false);
    }

    private static void writePages(boolean isEnd) {
        for (Timeline timeline : OPEN.values()) {
            timeline.write(isEnd);
        }
    }

    private void write(boolean isEnd) {
        EventFile events = file;
        if (events == null || !Files.isDirectory(folder.path())) {
            // The timeline could not be begun, or the folder was cleaned up.
            return;
        }
        if (!Files.exists(folder.path().resolve(name.toString()))) {
            // An empty page must not replace that of another build.
            say("The timeline " + page + " lacks what this JVM did: its event file was deleted.", isEnd);
            return;
        }
        try {
            folder.locked(() -> {
                if (isEnd) {
                    events.end();
                }
                TimelinePage.write(page, folder, name);
            });
        } catch (IOException | RuntimeException | Error e) {
            say(refusal(e), isEnd);
        }
    }

    /** Makes a page of the last build's events, such as after a JVM was killed; returns whether there are any. */
    public static boolean remake(Path page) throws IOException {
        Path absolute = page.toAbsolutePath().normalize();
        EventFolder folder = new EventFolder(absolute);
        if (!Files.isDirectory(folder.path())) {
            return false;
        }
        Optional<EventFileName> newest = folder.newest();
        if (newest.isPresent()) {
            folder.locked(() -> TimelinePage.write(absolute, folder, newest.get()));
        }
        return newest.isPresent();
    }
}
