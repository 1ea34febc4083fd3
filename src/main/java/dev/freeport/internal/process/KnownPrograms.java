package dev.freeport.internal.process;

import dev.freeport.owner.OwnerKind;
import java.util.List;
import java.util.Locale;
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
    private static final Set<String> IDE_CLASSES =
            Set.of("com.intellij.idea.Main", "org.eclipse.equinox.launcher.Main", "org.netbeans.Main");
    /** On Linux, and the last three Docker Desktop. */
    private static final Set<String> DOCKER = Set.of(
            "docker-proxy",
            "rootlessport",
            "dockerd",
            "rootlesskit",
            "com.docker.backend",
            "com.docker.vpnkit",
            "vpnkit");

    /** By the names of their programs, on Windows without {@code 64.exe} behind them. */
    private static final Set<String> IDES = Set.of("idea", "eclipse", "code", "codium", "cursor", "netbeans", "fleet");

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

    private static boolean isIde(List<String> words) {
        String title = JvmCommand.title(words).orElse("");
        return IDE_CLASSES.contains(title)
                || title.startsWith("org.eclipse.equinox.launcher_")
                || !words.isEmpty() && IDES.contains(program(words.get(0)));
    }

    /** Returns {@code DOCKER}, {@code IDE} or {@code OTHER}. */
    static OwnerKind kind(List<String> words) {
        if (!words.isEmpty() && DOCKER.contains(program(words.get(0)))) {
            return OwnerKind.DOCKER;
        }
        return isIde(words) ? OwnerKind.IDE : OwnerKind.OTHER;
    }

    private static String program(String path) {
        return JvmCommand.lastPart(path).replaceFirst("(?:64)?\\.exe$", "").toLowerCase(Locale.ROOT);
    }

    /** Tells whether a program may have started tests: any JVM, such as a build tool, or an IDE. */
    static boolean startsTests(List<String> words) {
        return JvmCommand.isJvm(words) || isIde(words);
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
