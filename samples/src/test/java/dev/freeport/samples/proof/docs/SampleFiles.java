package dev.freeport.samples.proof.docs;

import java.nio.file.Path;

/**
 * Where the code of documents comes from.
 *
 * @param root the project, of which {@code samples/spring} and its like are consumers
 * @param suites the suites that the build of the project runs
 */
record SampleFiles(Path root, Path suites) {
    private static final String CONSUMERS = "samples/";

    /** Returns the file of a name such as {@code quickstart/GreetingTests.java}, or that begins with {@code samples/}. */
    Path file(String name) {
        return (name.startsWith(CONSUMERS) ? root : suites).resolve(name);
    }
}
