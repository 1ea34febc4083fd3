package dev.freeport.internal.timeline;

import dev.freeport.internal.process.CommandLine;
import dev.freeport.internal.process.ProcessHandleFacts;
import dev.freeport.internal.process.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The process that started the tests of this JVM: {@code freeport run}, by the variable that it gives its program; else
 * Maven or Gradle, this JVM itself or however far above it, by their names; else the nearest JVM above it; else its parent;
 * else itself. If it ends with the build, all its children belong to one build.
 */
record BuildProcess(ProcessIdentity identity, String name, boolean buildsOnce) {
    private static final Pattern IDENTITY = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    /** The script {@code mvn} exports what it was called with. */
    private static final String MAVEN_ARGUMENTS = "MAVEN_CMD_LINE_ARGS";

    private static final String MAVEN = "org.codehaus.plexus.classworlds.launcher.Launcher";
    private static final String GRADLE_DAEMON = "org.gradle.launcher.daemon.bootstrap.GradleDaemon";

    private static volatile @Nullable String hereBuilds;

    /** Makes this JVM the one that builds, unless another started it that does. */
    static void isThisJvm(String name) {
        hereBuilds = name;
    }

    static BuildProcess ofThisJvm() {
        Optional<ProcessIdentity> run = running(System.getenv(Timeline.RUN_VARIABLE));
        if (run.isPresent()) {
            return new BuildProcess(run.get(), "freeport run", true);
        }
        String here = hereBuilds;
        if (here != null) {
            return new BuildProcess(ProcessIdentity.current(), here, true);
        }
        List<ProcessHandle> above = new ArrayList<>(List.of(ProcessHandle.current()));
        above.addAll(ProcessHandleFacts.above(ProcessHandle.current()));
        return above.stream()
                .filter(process -> runs(process, MAVEN))
                .findFirst()
                .or(() -> above.stream()
                        .filter(process -> runs(process, GRADLE_DAEMON))
                        .findFirst())
                .or(() -> above.stream().skip(1).filter(BuildProcess::isJvm).findFirst())
                .or(() -> above.stream().skip(1).findFirst())
                .flatMap(BuildProcess::of)
                .orElseGet(() -> new BuildProcess(ProcessIdentity.current(), "unknown", true));
    }

    /** Returns the process of this value of the variable; a daemon that a run started lives longer than the run. */
    static Optional<ProcessIdentity> running(@Nullable String value) {
        Matcher parts = IDENTITY.matcher(value == null ? "" : value);
        return parts.matches()
                ? Optional.of(new ProcessIdentity(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
                        .filter(ProcessIdentity::mayBeRunning)
                : Optional.empty();
    }

    /** Returns such as {@code mvn -B verify}, without secrets; empty if it is not known. */
    String command() {
        String arguments = System.getenv().getOrDefault(MAVEN_ARGUMENTS, "").strip();
        return arguments.isEmpty() ? "" : CommandLine.render(List.of(("mvn " + arguments).split("\\s+")));
    }

    private static Optional<BuildProcess> of(ProcessHandle process) {
        boolean maven = runs(process, MAVEN);
        String name = maven ? "Maven" : runs(process, GRADLE_DAEMON) ? "Gradle daemon" : program(process.info());
        return ProcessIdentity.ofRunning(process.pid()).map(identity -> new BuildProcess(identity, name, maven));
    }

    static boolean runs(ProcessHandle process, String mainClass) {
        ProcessHandle.Info info = process.info();
        // on Linux there are no arguments if they take more than a page, but the beginning of the command line
        String[] words =
                info.arguments().orElseGet(() -> info.commandLine().orElse("").split(" "));
        return List.of(words).contains(mainClass);
    }

    private static boolean isJvm(ProcessHandle process) {
        String program = program(process.info());
        return program.equals("java") || program.equals("java.exe");
    }

    private static String program(ProcessHandle.Info info) {
        String command = info.command().orElse("?");
        return command.substring(Math.max(command.lastIndexOf('/'), command.lastIndexOf('\\')) + 1);
    }
}
