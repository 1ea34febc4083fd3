package dev.freeport.samples.proof.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares the code of documents with the samples that it comes from, line by line.
 *
 * @param samples where these are
 */
record CodeCheck(SampleFiles samples) {
    private static final Set<String> LANGUAGES = Set.of("java", "kotlin", "groovy");

    /** Returns what is wrong in a document. */
    List<String> faults(Page page) {
        return page.fences().stream()
                .filter(CodeCheck::isOfSample)
                .flatMap(this::fault)
                .toList();
    }

    /** A block of Kotlin or Groovy without a class is the build script of Gradle, as is one that says that it is not run. */
    private static boolean isOfSample(Fence fence) {
        return fence.language().equals("java")
                || !fence.originAfter("code:").isEmpty()
                || LANGUAGES.contains(fence.language())
                        && fence.text().contains("class ")
                        && fence.originAfter("not run:").isEmpty();
    }

    private Stream<String> fault(Fence fence) {
        String[] origin = (fence.originAfter("code:") + " ").split(" ", 2);
        Path file = samples.file(origin[0]);
        if (origin[0].isEmpty()) {
            return Stream.of(fence.place() + ": a " + fence.language() + " block must say which sample it shows,"
                    + " by <!-- code: FILE REGION --> on the line above");
        }
        if (!Files.isRegularFile(file)) {
            return Stream.of(fence.place() + ": there is no sample " + origin[0]);
        }
        Source.Part part = source(file).part(origin[1].strip());
        if (part.text().isEmpty()) {
            return Stream.of(fence.place() + ": " + origin[0] + " has no '// docs: " + origin[1].strip() + "'");
        }
        return difference(fence, origin[0], part);
    }

    private static Stream<String> difference(Fence fence, String file, Source.Part part) {
        List<String> shown = fence.text().lines().toList();
        List<String> compiled = part.text().lines().toList();
        for (int i = 0; i < Math.max(shown.size(), compiled.size()); i++) {
            String here = i < shown.size() ? shown.get(i) : "(nothing)";
            String there = i < compiled.size() ? compiled.get(i) : "(nothing)";
            if (!here.equals(there)) {
                return Stream.of(fence.place() + ": line " + (i + 1) + " of the block is not what " + file + ":"
                        + (part.line() + i) + " says" + System.lineSeparator()
                        + "  page    " + here + System.lineSeparator()
                        + "  sample  " + there);
            }
        }
        return Stream.empty();
    }

    /** Returns the marked parts of a folder of samples that no document shows. */
    List<String> unused(String folder, List<Page> pages) {
        Set<String> shown = new TreeSet<>();
        pages.forEach(page -> page.fences().forEach(fence -> shown.add(fence.originAfter("code:"))));
        List<String> unused = new ArrayList<>();
        try (Stream<Path> files = Files.list(samples.file(folder))) {
            for (Path file : files.sorted().toList()) {
                String name = folder + "/" + file.getFileName();
                source(file).names().stream()
                        .map(part -> name + " " + part)
                        .filter(part -> !shown.contains(part))
                        .forEach(part -> unused.add(part + " is shown nowhere"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return unused;
    }

    private static Source source(Path file) {
        try {
            return new Source(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
