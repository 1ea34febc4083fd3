package dev.freeport.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures what the kit costs, prints the tables and their ratios as Markdown, and keeps those of a full run. */
final class Benchmarks {
    private static final String OWN_NETWORK = "benchmark.own-network";

    private Benchmarks() {}

    /** Takes {@code full} or {@code short}, cells by name or {@code all}, a directory to work in, and the file to keep. */
    public static void main(String[] arguments) throws Exception {
        if (System.getProperty(OWN_NETWORK) == null) {
            System.exit(startAgain(OwnNetwork.prefix(), arguments));
        }
        // Another JMH run on this machine would disturb, but is no reason not to begin.
        System.setProperty("jmh.ignoreLock", "true");
        String load = Machine.load();
        Effort effort = Effort.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        Bench bench = new Bench(effort, Path.of(arguments[2]));
        List<Section> sections = new ArrayList<>();
        for (Cell cell : cells(arguments[1])) {
            Bench.progress(cell + ", " + effort);
            sections.add(cell.measure(bench));
        }
        String text = text(effort, load, sections);
        System.out.println(text);
        if (effort == Effort.FULL && sections.size() == Cell.values().length) {
            Files.writeString(Path.of(arguments[3]), text);
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

    private static List<Cell> cells(String names) {
        return names.equals("all")
                ? List.of(Cell.values())
                : List.of(names.split(",")).stream().map(Cell::named).toList();
    }

    private static String text(Effort effort, String load, List<Section> sections) {
        List<String> lines = new ArrayList<>(List.of("# What Freeport costs", ""));
        lines.add("Written by `mvn -q -P benchmark -pl src verify`"
                + (effort == Effort.FULL ? "." : " `-Dbenchmark.mode=short`, which is too short to rely on.")
                + " Only relations within one run mean something.");
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
