package dev.freeport.cli;

import com.sun.jna.Native;
import com.sun.jna.platform.win32.WinNT;
import dev.freeport.PortRequest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** A second JVM, which tries to reserve ports. */
@FunctionalInterface
interface OtherJvm {
    /** Runs the command {@code guard-trials} in a JVM that does not outlive this one. */
    OtherJvm SYSTEM = OtherJvm::run;

    /** Returns the lines that it prints for the trials. */
    List<String> answers(List<String> trials) throws IOException, InterruptedException;

    private static List<String> run(List<String> trials) throws IOException, InterruptedException {
        int timeoutSeconds = 30;
        Process jvm =
                new ProcessBuilder(command(trials)).redirectErrorStream(true).start();
        Thread hook = new Thread(jvm::destroyForcibly, "end-of-other-jvm");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            jvm.getOutputStream().close();
            if (!jvm.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                return List.of("nothing within " + timeoutSeconds + " s");
            }
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
                return lines.lines().toList();
            }
        } finally {
            jvm.destroyForcibly();
            removeHook(hook);
        }
    }

    private static List<String> command(List<String> trials) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                Freeport.class.getName(),
                "guard-trials"));
        String directory = System.getProperty(PortRequest.DIRECTORY);
        if (directory != null) {
            command.add("-D" + PortRequest.DIRECTORY + "=" + directory);
        }
        command.addAll(trials);
        return command;
    }

    /** Returns where the classes come from that the other JVM needs: in a plugin that is not the class path of this JVM. */
    private static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(Freeport.class, PortRequest.class, CommandLine.class, Native.class, WinNT.class)) {
            places.add(Path.of(URI.create(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toString()))
                    .toString());
        }
        return String.join(File.pathSeparator, places);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // then the hook has run
        }
    }
}
