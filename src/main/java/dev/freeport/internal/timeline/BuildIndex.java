package dev.freeport.internal.timeline;

import dev.freeport.internal.text.ProbablePort;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The facts of a build as one JSON file, for programs. The keys are stable; others may be added. */
final class BuildIndex {
    private final Writer out;
    private String separator = "";

    private BuildIndex(Writer out) {
        this.out = out;
    }

    static void write(BuildFacts facts, Instant written, Writer out) throws IOException {
        new BuildIndex(out).write(facts, written);
    }

    private void write(BuildFacts facts, Instant written) throws IOException {
        begin("{");
        field("written", written);
        field("project", facts.project());
        field("command", facts.command());
        list("jvms", facts.jvms, jvm -> {
            field("pid", jvm.pid);
            field("title", jvm.title);
            field("directory", jvm.directory);
            field("java", jvm.java);
            field("state", jvm.state);
        });
        list("bindFailures", facts.bindFailures, this::problem);
        list("leaks", facts.leaks, this::problem);
        list("waits", facts.waits, wait -> {
            field("jvm", wait.jvm().pid);
            field("from", wait.from());
            field("to", wait.to());
            field("wanted", wait.port() == 0 ? null : wait.port());
            field("granted", wait.granted() == 0 ? null : wait.granted());
            field("purpose", wait.purpose());
        });
        list("reservations", facts.reservations, held -> {
            field("jvm", held.jvm.pid);
            field("from", held.from);
            field("to", held.to);
            field("port", held.port);
            field("protocols", held.protocols);
            field("purpose", held.purpose);
        });
        end("}\n");
    }

    private void problem(BuildFacts.Problem problem) throws IOException {
        field("jvm", problem.jvm.pid);
        field("time", problem.time);
        field("port", problem.port == 0 ? null : problem.port);
        field("probablePort", probablePort(problem));
        field("test", problem.test);
        field("headline", problem.headline);
        field("explanation", problem.explanation);
    }

    /** Returns the port that the explanation takes for the one of a failure that names none; null if there is none. */
    private static @Nullable Long probablePort(BuildFacts.Problem problem) {
        OptionalInt port = ProbablePort.in(problem.explanation);
        return port.isPresent() ? Long.valueOf(port.getAsInt()) : null;
    }

    private interface Fields<T> {
        void write(T element) throws IOException;
    }

    private <T> void list(String key, List<T> elements, Fields<T> fields) throws IOException {
        key(key);
        begin("[");
        for (T element : elements) {
            out.write(separator + "\n");
            begin("{");
            fields.write(element);
            end("}");
        }
        end("]");
    }

    private void begin(String bracket) throws IOException {
        out.write(bracket);
        separator = "";
    }

    private void end(String bracket) throws IOException {
        out.write(bracket);
        separator = ",";
    }

    private void key(String key) throws IOException {
        out.write(separator + '"' + key + "\":");
        separator = ",";
    }

    private void field(String key, @Nullable Object value) throws IOException {
        key(key);
        if (value instanceof Long) {
            out.write(value.toString());
        } else {
            out.write(value == null ? "null" : JsonLine.quote(value.toString()));
        }
    }
}
