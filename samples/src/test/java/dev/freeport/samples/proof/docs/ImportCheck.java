package dev.freeport.samples.proof.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks whether documents say where the parts of samples that they show come from, and what to import for them.
 *
 * @param samples where the samples are
 */
record ImportCheck(SampleFiles samples) {
    private static final Pattern IMPORT = Pattern.compile("import (?:static )?((?:dev\\.freeport[\\w.]*)\\.)(\\w+);?");

    /** Returns what a reader of the document would have to guess. */
    List<String> faults(Page page) {
        String prose = String.join("\n", page.prose());
        List<String> faults = new ArrayList<>();
        for (Fence fence : page.fences()) {
            String[] origin = fence.originAfter("code:").split(" ");
            if (origin.length == 2) {
                if (!prose.contains("/" + origin[0] + ")")) {
                    faults.add(fence.place() + ": the page has no link to " + origin[0]);
                }
                missing(fence, samples.file(origin[0]), prose).forEach(faults::add);
            }
        }
        return faults;
    }

    private static List<String> missing(Fence fence, Path sample, String prose) {
        TreeSet<String> missing = new TreeSet<>();
        for (String line : lines(sample)) {
            Matcher imported = IMPORT.matcher(line);
            if (imported.matches()
                    && fence.text().matches("(?s).*\\b" + imported.group(2) + "\\b.*")
                    && !prose.contains("`" + imported.group(1) + "*`")) {
                missing.add(fence.place() + ": the page does not name the import `" + imported.group(1) + "*`");
            }
        }
        return List.copyOf(missing);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
