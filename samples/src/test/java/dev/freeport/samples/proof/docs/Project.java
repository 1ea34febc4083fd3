package dev.freeport.samples.proof.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project whose documents are checked.
 *
 * @param root where its README lies
 */
record Project(Path root) {
    /** Looks upwards: a build runs in the module, an IDE often in the project. */
    static Project here() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("CONTRIBUTING.md"))) {
                return new Project(folder);
            }
        }
        throw new IllegalStateException(
                "No CONTRIBUTING.md in or above " + Path.of("").toAbsolutePath());
    }

    /** Returns all documents, those at the top before the guide. */
    List<Page> pages() {
        List<Page> pages = new ArrayList<>(markdown(root));
        pages.addAll(guide());
        return pages;
    }

    /** Returns the pages of the guide. */
    List<Page> guide() {
        return markdown(root.resolve("src/docs"));
    }

    Page page(String path) {
        return Page.read(root, root.resolve(path));
    }

    /** Returns where the code of the documents comes from. */
    Path samples() {
        return root.resolve("samples/src/test/java/dev/freeport/samples");
    }

    SampleFiles sampleFiles() {
        return new SampleFiles(root, samples());
    }

    private List<Page> markdown(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(file -> Page.read(root, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
