package dev.freeport.maven;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The versions of Maven in which the builds of the tests run. */
final class Mavens {
    private Mavens() {}

    /** Returns the homes: that of this build, and with the profile {@code builds} those of newer versions. */
    static List<Path> all() {
        return Arrays.stream(System.getProperty("tests.mavens").split(","))
                .map(Path::of)
                .toList();
    }

    static Path ofThisBuild() {
        return all().get(0);
    }
}
