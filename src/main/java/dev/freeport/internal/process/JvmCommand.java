package dev.freeport.internal.process;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a JVM runs in its command line, see the man page of java(1). */
final class JvmCommand {
    private static final Set<String> BEFORE_PATH =
            Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "--upgrade-module-path");
    private static final Set<String> BEFORE_OTHERS = Set.of(
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "--source");
    /** The options before the name of a jar or a module. */
    private static final Set<String> NAMES_IT = Set.of("-jar", "-m", "--module");

    private static final Set<String> LAUNCHERS = Set.of("java", "javaw", "java.exe", "javaw.exe");

    /** The main class of JVMs that this library forks; the id of the parent and the real main class follow. */
    private static final String FORKED = "dev.freeport.fixture.ForkedMain";

    private static final int BEFORE_FORKED = 2;

    private JvmCommand() {}

    static boolean isJvm(List<String> words) {
        return !words.isEmpty() && LAUNCHERS.contains(lastPart(words.get(0)));
    }

    /** Returns the main class, the module with it, or the name of the jar. */
    static Optional<String> title(List<String> words) {
        int program = options(words);
        if (program == 0 || program >= words.size()) {
            return Optional.empty();
        }
        String word = words.get(program);
        if (NAMES_IT.contains(word)) {
            return program + 1 < words.size() ? Optional.of(lastPart(words.get(program + 1))) : Optional.empty();
        }
        int behind = program + BEFORE_FORKED;
        return Optional.of(word.equals(FORKED) && behind < words.size() ? words.get(behind) : word);
    }

    /** Counts the words before the main class, the options of the JVM; none if it is no JVM. */
    static int options(List<String> words) {
        if (!isJvm(words)) {
            return 0;
        }
        int i = 1;
        while (i < words.size() && isOption(words.get(i))) {
            i += BEFORE_OTHERS.contains(words.get(i)) || BEFORE_PATH.contains(words.get(i)) ? 2 : 1;
        }
        return i;
    }

    private static boolean isOption(String word) {
        return (word.startsWith("-") || word.startsWith("@")) && !NAMES_IT.contains(word);
    }

    /** Tells whether an option of a JVM is a path of classes or modules, or has it behind an equals sign. */
    static boolean isPath(String before, String option) {
        return BEFORE_PATH.contains(before)
                || option.startsWith("--") && BEFORE_PATH.contains(option.replaceFirst("=.*", ""));
    }

    static String lastPart(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
