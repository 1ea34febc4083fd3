package dev.freeport.internal.timeline;

import dev.freeport.internal.text.TestName;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the event files of a build say, for programs and for a summary. Lines that cannot be read are passed over. */
final class BuildFacts {
    final List<Jvm> jvms = new ArrayList<>();
    final List<Held> reservations = new ArrayList<>();
    final List<Problem> bindFailures = new ArrayList<>();
    final List<Problem> leaks = new ArrayList<>();
    final List<Wait> waits = new ArrayList<>();

    /** A JVM; {@code state} is {@code ended}, {@code running}, {@code killed} or {@code unreadable}. */
    static final class Jvm {
        long pid;
        String title = "";
        String directory = "";
        String java = "";
        String command = "";
        String state = "killed";
    }

    /** A reservation. */
    static final class Held {
        final Jvm jvm;
        final Instant from;
        final long port;
        final String protocols;
        final String purpose;

        @Nullable
        Instant to;

        Held(Jvm jvm, Instant from, long port, String protocols, String purpose) {
            this.jvm = jvm;
            this.from = from;
            this.port = port;
            this.protocols = protocols;
            this.purpose = purpose;
        }
    }

    /** A bind failure or a leak. */
    static final class Problem {
        final Jvm jvm;
        final Instant time;
        final long port;
        final String headline;
        final String explanation;
        /** The test that failed, as far as it is known; else the one for which the port is reserved, or its purpose. */
        String test;

        Problem(Jvm jvm, Instant time, long port, String test, String headline, String explanation) {
            this.jvm = jvm;
            this.time = time;
            this.port = port;
            this.test = test;
            this.headline = headline;
            this.explanation = explanation;
        }
    }

    /** A wait for a port, 0 for any; {@code granted} is 0 if it was in vain. */
    record Wait(Jvm jvm, Instant from, Instant to, long port, String purpose, long granted) {}

    static BuildFacts read(List<Path> eventFiles) throws IOException {
        BuildFacts facts = new BuildFacts();
        for (Path file : eventFiles) {
            facts.readFile(file);
        }
        facts.bindFailures.sort(Comparator.comparing(problem -> problem.time));
        facts.leaks.sort(Comparator.comparing(problem -> problem.time));
        return facts;
    }

    private void readFile(Path file) throws IOException {
        Jvm jvm = new Jvm();
        jvms.add(jvm);
        boolean running =
                EventFileName.parse(file).map(name -> name.jvm().mayBeRunning()).orElse(false);
        jvm.state = running ? "running" : "killed";
        Map<String, Held> open = new HashMap<>();
        Set<Problem> unnamed = new LinkedHashSet<>();
        // by a stream, which survives an interrupt
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new FileInputStream(file.toFile()), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    JsonArray.parse(line).ifPresent(event -> readEvent(jvm, event, open, unnamed));
                } catch (ClassCastException | IndexOutOfBoundsException foreign) {
                    continue;
                }
            }
        } catch (FileNotFoundException goneOrForbidden) {
            jvm.state = "unreadable";
        }
    }

    private void readEvent(Jvm jvm, List<Object> event, Map<String, Held> open, Set<Problem> unnamed) {
        switch ((String) event.get(0)) {
            case "jvm" -> {
                jvm.pid = (Long) event.get(1);
                jvm.title = (String) event.get(3);
                jvm.directory = (String) event.get(4);
                jvm.java = (String) event.get(5);
                jvm.command = (String) event.get(8);
            }
            case "+" -> {
                Held held = new Held(
                        jvm, time(event, 1), (Long) event.get(2), (String) event.get(3), (String) event.get(4));
                reservations.add(held);
                open.put(key(event), held);
            }
            case "-" -> {
                Held held = open.remove(key(event));
                if (held != null) {
                    held.to = time(event, 1);
                }
            }
            case "!" -> unnamed.add(problem(jvm, event, open, bindFailures));
            case "~" -> problem(jvm, event, open, leaks);
            case "x" -> failedTest(jvm, event, unnamed);
            case "w" ->
                waits.add(
                        new Wait(jvm, time(event, 1), time(event, 5), (Long) event.get(2), (String) event.get(4), (Long)
                                event.get(6)));
            case "end" -> jvm.state = "ended";
            default -> {}
        }
    }

    /** A test that failed of a bind, which was perhaps written already when it was explained. */
    private void failedTest(Jvm jvm, List<Object> event, Set<Problem> unnamed) {
        long port = (Long) event.get(2);
        String test = (String) event.get(4);
        Problem known = unnamed.stream()
                .filter(problem -> problem.port == port)
                .findFirst()
                .orElse(null);
        if (known == null) {
            bindFailures.add(
                    new Problem(jvm, time(event, 1), port, test, (String) event.get(5), (String) event.get(6)));
        } else {
            known.test = test;
            unnamed.remove(known);
        }
    }

    private static Problem problem(Jvm jvm, List<Object> event, Map<String, Held> open, List<Problem> all) {
        Held held = open.get(key(event));
        Problem problem = new Problem(
                jvm,
                time(event, 1),
                (Long) event.get(2),
                held == null ? "" : TestName.shorten(held.purpose),
                (String) event.get(4),
                (String) event.get(5));
        all.add(problem);
        return problem;
    }

    private static String key(List<Object> event) {
        return event.get(2) + " " + event.get(3);
    }

    private static Instant time(List<Object> event, int i) {
        return Instant.EPOCH.plus((Long) event.get(i), ChronoUnit.MICROS);
    }

    /** Returns the name of the directory that all JVMs have in common; empty if there is none. */
    String project() {
        List<String> common = new ArrayList<>();
        for (int i = 0; i < jvms.size(); i++) {
            List<String> parts = List.of(jvms.get(i).directory.split("[/\\\\]"));
            if (i == 0) {
                common.addAll(parts);
            }
            int same = 0;
            while (same < Math.min(common.size(), parts.size())
                    && common.get(same).equals(parts.get(same))) {
                same++;
            }
            common.subList(same, common.size()).clear();
        }
        return common.isEmpty() ? "" : common.get(common.size() - 1);
    }

    /** Returns what the build was called with; empty if it is not known. */
    String command() {
        return jvms.stream()
                .map(jvm -> jvm.command)
                .filter(command -> !command.isEmpty())
                .findFirst()
                .orElse("");
    }
}
