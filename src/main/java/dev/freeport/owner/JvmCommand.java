package dev.freeport.owner;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a JVM runs in its command line, see the man page of java(1). */
final class JvmCommand {
    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "--source");
    private static final Set<String> LAUNCHERS = Set.of("java", "javaw", "java.exe", "javaw.exe");

    /** What JVMs run first that this library has forked for a test: the id of the parent and the main class follow. */
    private static final String FORKED = "dev.freeport.fixture.ForkedMain";

    private static final int BEFORE_FORKED = 2;

    private JvmCommand() {}

    static boolean isJvm(List<String> words) {
        return !words.isEmpty() && LAUNCHERS.contains(lastPart(words.get(0)));
    }

    /** Returns the main class, the module with it, or the name of the jar. */
    static Optional<String> title(List<String> words) {
        if (!isJvm(words)) {
            return Optional.empty();
        }
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            boolean named = word.equals("-jar") || word.equals("-m") || word.equals("--module");
            if (named) {
                return i + 1 < words.size() ? Optional.of(lastPart(words.get(i + 1))) : Optional.empty();
            }
            if (WITH_VALUE.contains(word)) {
                i++;
            } else if (!word.startsWith("-") && !word.startsWith("@")) {
                int behind = i + BEFORE_FORKED;
                return Optional.of(word.equals(FORKED) && behind < words.size() ? words.get(behind) : word);
            }
        }
        return Optional.empty();
    }

    static String lastPart(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
