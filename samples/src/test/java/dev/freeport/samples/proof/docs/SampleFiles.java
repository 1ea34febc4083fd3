package dev.freeport.samples.proof.docs;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the code of documents comes from.
 *
 * @param root the project, of which {@code samples/spring} and its like are consumers, and
 *     {@code extension/maven} has projects that its tests build
 * @param suites the suites that the build of the project runs
 */
record SampleFiles(Path root, Path suites) {
    private static final List<String> IN_PROJECT = List.of("samples/", "extension/");

    /** Returns the file of a name such as {@code quickstart/GreetingTests.java}, or that begins with {@code samples/} or so. */
    Path file(String name) {
        return (IN_PROJECT.stream().anyMatch(name::startsWith) ? root : suites).resolve(name);
    }
}
