package dev.freeport.samples.proof.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Follows the links of documents as far as they stay in the project.
 *
 * @param root where the project lies
 */
record LinkCheck(Path root) {

    /** Returns what is wrong in a document. */
    List<String> faults(Page page) {
        return page.links().stream()
                .filter(link -> !link.target().matches("\\w+:.*"))
                .flatMap(link -> fault(page, link))
                .toList();
    }

    private Stream<String> fault(Page page, Page.Link link) {
        String[] parts = link.target().split("#", 2);
        Path target = parts[0].isEmpty()
                ? page.file()
                : page.file().resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return Stream.of(link.place() + ": " + link.target() + " leads nowhere");
        }
        if (parts.length == 1) {
            return Stream.empty();
        }
        Page other = Page.read(root, target);
        return other.anchors().contains(parts[1])
                ? Stream.empty()
                : Stream.of(link.place() + ": " + other.name() + " has no heading #" + parts[1]);
    }
}
