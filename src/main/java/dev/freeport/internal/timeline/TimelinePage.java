package dev.freeport.internal.timeline;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the page: the template with styles, scripts and the lines of all JVMs. It parses no line, so that the end of a JVM
 * takes no time; the page itself reads them, and skips those that are cut off.
 */
final class TimelinePage {
    /** Such as <code>{{style.css}}</code>, a resource; <code>{{events}}</code> is none. */
    private static final Pattern PART = Pattern.compile("\\{\\{([a-z]+(?:\\.[a-z]+)?)}}");

    private TimelinePage() {}

    /** Writes the page, and beside it the index for programs and the summary. */
    static void write(Path page, EventFolder folder, EventFileName any) throws IOException {
        Path scratch = folder.path().resolve("page-" + ProcessHandle.current().pid() + ".tmp");
        List<Path> files = folder.filesOf(any);
        write(page, scratch, files);
        BuildFacts facts = BuildFacts.read(files);
        replace(page.resolveSibling(page.getFileName() + ".json"), scratch, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            BuildIndex.write(facts, Instant.now(), writer);
            writer.flush();
        });
        replace(page.resolveSibling(page.getFileName() + ".md"), scratch, out -> write(BuildSummary.of(facts), out));
    }

    static void write(Path page, Path scratch, List<Path> eventFiles) throws IOException {
        replace(page, scratch, out -> fill(out, eventFiles));
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes to a scratch file first, so that no reader sees half of a file. */
    private static void replace(Path target, Path scratch, Content content) throws IOException {
        // never through a link that is in its place; by a stream, which survives an interrupt
        Files.deleteIfExists(scratch);
        Files.createFile(scratch);
        try {
            try (OutputStream out = new BufferedOutputStream(new FileOutputStream(scratch.toFile()), 1 << 16)) {
                content.writeTo(out);
            }
            move(scratch, target);
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    private static void fill(OutputStream out, List<Path> eventFiles) throws IOException {
        String template = resource("page.html");
        Matcher part = PART.matcher(template);
        int end = 0;
        while (part.find()) {
            write(template.substring(end, part.start()), out);
            if (part.group(1).equals("events")) {
                writeEvents(eventFiles, out);
            } else {
                write(resource(part.group(1)), out);
            }
            end = part.end();
        }
        write(template.substring(end), out);
    }

    private static void move(Path scratch, Path page) throws IOException {
        try {
            Files.move(scratch, page, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(scratch, page, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void writeEvents(List<Path> files, OutputStream out) throws IOException {
        write(new JsonLine("page").add(Instant.now()).toString(), out);
        for (Path file : files) {
            boolean running = EventFileName.parse(file)
                    .map(name -> name.jvm().mayBeRunning())
                    .orElse(false);
            write(new JsonLine("file").add(running ? "running" : "ended").toString(), out);
            try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
                copy(in, out);
            } catch (FileNotFoundException goneOrForbidden) {
                // The page counts it among the lines that it cannot read.
                write(new JsonLine("unreadable").toString(), out);
            }
            out.write('\n');
        }
    }

    /** Copies lines so that none of them can start or end an element of the page. */
    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 14];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            int start = 0;
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '<' || buffer[i] == '&') {
                    out.write(buffer, start, i - start);
                    write(buffer[i] == '<' ? "&lt;" : "&amp;", out);
                    start = i + 1;
                }
            }
            out.write(buffer, start, length - start);
        }
    }

    private static void write(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TimelinePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
