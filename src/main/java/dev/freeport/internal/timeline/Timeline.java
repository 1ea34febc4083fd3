package dev.freeport.internal.timeline;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.registry.PortObservers;
import dev.freeport.internal.text.Warnings;
import dev.freeport.stack.HostStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what this JVM does with ports, and makes a page of it and of what the other JVMs of the build wrote. Each JVM
 * that ends makes the page anew, so that the last one's is complete. Safe for use by several threads.
 */
public final class Timeline {
    private static final Map<Path, Timeline> OPEN = new ConcurrentHashMap<>();

    private final Path page;
    private final EventFolder folder;
    private final EventFileName name;
    private @Nullable EventFile file;

    private Timeline(Path page, BuildProcess builder) {
        this.page = page;
        this.folder = new EventFolder(page);
        this.name = new EventFileName(
                BuildProcess.pidNamespace(), builder.identity(), ProcessIdentity.current(), System.currentTimeMillis());
    }

    /**
     * Writes down what happens from now on, if that is not done already. Never throws: if it cannot be done, a warning says
     * why.
     *
     * @param page where the page is to be
     * @param stack what this host does with ports
     * @param pool the ports of the request
     */
    public static void record(Path page, HostStack stack, PortPool pool) {
        Path absolute = page.toAbsolutePath().normalize();
        Timeline timeline = OPEN.get(absolute);
        if (timeline == null) {
            timeline = open(absolute);
        }
        EventFile events = timeline.file;
        if (events != null) {
            events.note(stack, pool);
        }
    }

    private static synchronized Timeline open(Path page) {
        Timeline timeline = OPEN.get(page);
        if (timeline == null) {
            BuildProcess builder = BuildProcess.ofThisJvm();
            timeline = new Timeline(page, builder);
            timeline.begin(builder);
            if (OPEN.isEmpty()) {
                writePagesAtEnd();
            }
            OPEN.put(page, timeline);
        }
        return timeline;
    }

    private void begin(BuildProcess builder) {
        if (Files.isDirectory(page)) {
            Warnings.say("No timeline " + page
                    + ": it is a directory; freeport.timeline must be the path of a file, such as "
                    + page.resolve("ports.html"));
            return;
        }
        try {
            folder.alone(() -> {
                folder.prune(name, builder.buildsOnce());
                file = EventFile.create(folder.path().resolve(name.toString()), EventLines.jvm(name.jvm(), builder));
                PortObservers.add(file);
            });
        } catch (IOException | RuntimeException e) {
            sayThatThereIsNone(e);
        }
    }

    private void sayThatThereIsNone(Exception why) {
        Warnings.say("freeport.timeline (" + page + ") is not made: " + why
                + ". It must be a file in a directory that this user may write.");
    }

    private static void writePagesAtEnd() {
        Thread atEnd = new Thread(null, Timeline::endAll, "freeport-timeline", 0, false);
        // or the class loader of the test that came first would stay
        atEnd.setContextClassLoader(null);
        try {
            Runtime.getRuntime().addShutdownHook(atEnd);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
    }

    private static void endAll() {
        for (Timeline timeline : OPEN.values()) {
            timeline.write(true);
        }
    }

    /** Makes the pages of this JVM, as when a session of tests ends in a JVM that goes on. Never throws. */
    public static void writePages() {
        for (Timeline timeline : OPEN.values()) {
            timeline.write(false);
        }
    }

    private void write(boolean isEnd) {
        EventFile events = file;
        if (events == null || !Files.isDirectory(folder.path())) {
            // nobody wants it, or somebody has cleaned up
            return;
        }
        if (!Files.exists(folder.path().resolve(name.toString()))) {
            // nor is a page made of nothing put in the place of another build's
            Warnings.say("The timeline " + page + " lacks what this JVM did: somebody has deleted its file.");
            return;
        }
        try {
            folder.alone(() -> {
                if (isEnd) {
                    events.end();
                }
                Path scratch = folder.path().resolve("page-" + name.jvm().pid() + ".tmp");
                TimelinePage.write(page, scratch, folder.filesOf(name));
            });
        } catch (IOException | RuntimeException e) {
            sayThatThereIsNone(e);
        }
    }

    /**
     * Makes a page from what was written, as is useful when the last JVM was killed.
     *
     * @param page where the page is to be
     * @return whether there was anything to make it of
     * @throws IOException if it cannot be written
     */
    public static boolean remake(Path page) throws IOException {
        Path absolute = page.toAbsolutePath().normalize();
        EventFolder folder = new EventFolder(absolute);
        if (!Files.isDirectory(folder.path())) {
            return false;
        }
        Optional<EventFileName> newest = folder.newest();
        if (newest.isPresent()) {
            folder.alone(() -> TimelinePage.write(
                    absolute,
                    folder.path().resolve("page-" + ProcessHandle.current().pid() + ".tmp"),
                    folder.filesOf(newest.get())));
        }
        return newest.isPresent();
    }
}
