package dev.freeport.internal.timeline;

import dev.freeport.internal.process.ProcessHandleFacts;
import dev.freeport.internal.process.ProcessIdentity;
import java.util.List;
import java.util.Optional;

/**
 * The process that started the tests of this JVM: Maven or Gradle, however far above it, by its name; else the nearest
 * JVM above it; else its parent; else itself. If it ends with the build, all its children belong to one build.
 */
record BuildProcess(ProcessIdentity identity, String name, boolean buildsOnce) {
    private static final String MAVEN = "org.codehaus.plexus.classworlds.launcher.Launcher";
    private static final String GRADLE_DAEMON = "org.gradle.launcher.daemon.bootstrap.GradleDaemon";

    static BuildProcess ofThisJvm() {
        List<ProcessHandle> above = ProcessHandleFacts.above(ProcessHandle.current());
        return above.stream()
                .filter(process -> runs(process, MAVEN))
                .findFirst()
                .or(() -> above.stream()
                        .filter(process -> runs(process, GRADLE_DAEMON))
                        .findFirst())
                .or(() -> above.stream().filter(BuildProcess::isJvm).findFirst())
                .or(() -> above.stream().findFirst())
                .flatMap(BuildProcess::of)
                .orElseGet(() -> new BuildProcess(ProcessIdentity.current(), "unknown", true));
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
