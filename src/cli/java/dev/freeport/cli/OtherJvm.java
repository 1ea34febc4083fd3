package dev.freeport.cli;

import dev.freeport.PortRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A second JVM, which tries guards. */
@FunctionalInterface
interface OtherJvm {
    /** One that runs the command {@code guard-trials}, and ends with this JVM. */
    OtherJvm SYSTEM = OtherJvm::run;

    /** Returns the lines that it answers to trials. */
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
                System.getProperty("java.class.path"),
                Freeport.class.getName(),
                "guard-trials"));
        String directory = System.getProperty(PortRequest.DIRECTORY);
        if (directory != null) {
            command.add("-D" + PortRequest.DIRECTORY + "=" + directory);
        }
        command.addAll(trials);
        return command;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // it has done its work then
        }
    }
}
