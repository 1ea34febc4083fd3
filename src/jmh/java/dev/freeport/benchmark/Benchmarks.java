package dev.freeport.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures the cost of the kit, prints tables and ratios as Markdown, and writes those of a full run to a file. */
final class Benchmarks {
    private static final String OWN_NETWORK = "benchmark.own-network";

    private Benchmarks() {}

    /** Takes {@code full} or {@code short}, names of cells or {@code all}, a folder to work in, and the file of results. */
    public static void main(String[] arguments) throws Exception {
        try {
            effort(arguments);
            cells(arguments);
        } catch (IllegalArgumentException wrongName) {
            System.err.println(wrongName.getMessage());
            System.exit(2);
        }
        if (System.getProperty(OWN_NETWORK) == null) {
            System.exit(startAgain(NetworkNamespace.prefix(), arguments));
        }
        measure(effort(arguments), cells(arguments), Path.of(arguments[2]), Path.of(arguments[3]));
    }

    private static void measure(Effort effort, List<Cell> cells, Path folder, Path results) throws Exception {
        // Another JMH run on this machine would add noise, but does not prevent this one.
        System.setProperty("jmh.ignoreLock", "true");
        String load = Machine.load();
        BenchmarkSetup setup = new BenchmarkSetup(effort, folder);
        List<Section> sections = new ArrayList<>();
        for (Cell cell : cells) {
            BenchmarkSetup.progress(cell + ", " + effort);
            sections.add(cell.measure(setup));
        }
        String text = text(effort, load, sections);
        System.out.println(text);
        if (effort == Effort.FULL && sections.size() == Cell.values().length) {
            Files.writeString(results, text);
        }
    }

    private static int startAgain(List<String> prefix, String[] arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        List<String> options = List.of("-D" + OWN_NETWORK + "=" + !prefix.isEmpty());
        command.addAll(ChildJvm.command(options, Benchmarks.class, (Object[]) arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process.waitFor();
    }

    private static Effort effort(String[] arguments) {
        return named("benchmark.mode", arguments[0], Effort.values());
    }

    private static List<Cell> cells(String[] arguments) {
        return arguments[1].equals("all")
                ? List.of(Cell.values())
                : Stream.of(arguments[1].split(","))
                        .map(name -> named("benchmark.cells", name, Cell.values()))
                        .toList();
    }

    /** Returns the constant with a name; if there is none, the message lists the names. */
    private static <E extends Enum<E>> E named(String property, String name, E[] constants) {
        return Stream.of(constants)
                .filter(constant -> constant.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(property + " (" + name + ") must be one of "
                        + Stream.of(constants)
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private static String text(Effort effort, String load, List<Section> sections) {
        List<String> lines = new ArrayList<>(List.of("# The cost of Freeport", ""));
        lines.add("Written by `mvn -q -P benchmark -pl src verify`"
                + (effort == Effort.FULL ? "." : " `-Dbenchmark.mode=short`, which is too short to rely on.")
                + " Compare figures of the same run only.");
        lines.add("");
        lines.add("| | |");
        lines.add("|---|---|");
        Machine.rows(Boolean.getBoolean(OWN_NETWORK), load).forEach(row -> lines.add(Section.row(row)));
        lines.add("");
        lines.add("| ratio | is | aim | |");
        lines.add("|---|---:|---|---|");
        for (Section section : sections) {
            for (Aim aim : section.aims()) {
                lines.add(Section.row(List.of(
                        aim.what(), Sample.text(aim.ratio()), aim.bound(), aim.isMet() ? "met" : "**missed**")));
            }
        }
        sections.forEach(section -> lines.add("\n" + section.text()));
        return String.join("\n", lines) + "\n";
    }
}
