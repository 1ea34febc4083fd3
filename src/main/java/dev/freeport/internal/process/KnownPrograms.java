package dev.freeport.internal.process;

import dev.freeport.owner.OwnerKind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Programs of a build, by their command lines. */
final class KnownPrograms {
    private static final Map<String, String> BUILD_TOOLS = Map.of(
            "org.codehaus.plexus.classworlds.launcher.Launcher", "Maven",
            "org.apache.maven.wrapper.MavenWrapperMain", "Maven",
            "org.gradle.launcher.daemon.bootstrap.GradleDaemon", "Gradle daemon",
            "org.gradle.launcher.GradleMain", "Gradle",
            "org.gradle.wrapper.GradleWrapperMain", "Gradle");
    private static final Set<String> TEST_RUNNERS = Set.of(
            "org.apache.maven.surefire.booter.ForkedBooter",
            "worker.org.gradle.process.internal.worker.GradleWorkerMain",
            "com.intellij.rt.junit.JUnitStarter",
            "org.eclipse.jdt.internal.junit.runner.RemoteTestRunner",
            "com.microsoft.java.test.runner.Launcher",
            "sbt.ForkMain");

    private KnownPrograms() {}

    /** Tells whether a JVM was started to run tests. */
    static boolean isTestRunner(List<String> words) {
        String title = JvmCommand.title(words).orElse("");
        return TEST_RUNNERS.contains(title)
                || title.startsWith("surefirebooter")
                || JvmCommand.isJvm(words)
                        && words.stream()
                                .anyMatch(word -> JvmCommand.lastPart(word).startsWith("surefireargs"));
    }

    /** Returns the part of a program on which others depend; {@code OTHER} of all others. */
    static OwnerKind kind(List<String> words) {
        return NeededProgram.of(words).map(NeededProgram::kind).orElse(OwnerKind.OTHER);
    }

    /** Tells whether a program may have started tests: any JVM, such as a build tool, or an IDE. */
    static boolean startsTests(List<String> words) {
        return JvmCommand.isJvm(words) || kind(words) == OwnerKind.IDE;
    }

    /** Returns the name of a program in a word or two; the given one if no better one is known. */
    static String shortName(List<String> words, String name) {
        return CommandLine.name(JvmCommand.title(words)
                .map(title -> BUILD_TOOLS.getOrDefault(title, "java " + simple(title)))
                .orElse(name));
    }

    private static String simple(String title) {
        return title.endsWith(".jar") ? title : title.substring(title.lastIndexOf('.') + 1);
    }
}
