package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.Orphaning;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Advice on real JVMs that have the names of daemons and agents. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "javac and a shell")
class JvmAdviceTests {
    private static final String SOURCE = """
            package %s;
            public class %s {
                public static void main(String[] arguments) throws Exception {
                    try (var server = new java.net.ServerSocket(0)) {
                        System.out.println(server.getLocalPort() + " " + ProcessHandle.current().pid());
                        System.in.read();
                    }
                }
            }
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void compile() throws IOException {
        List<String> sources = new ArrayList<>(List.of("-d", folder.toString()));
        for (String name : List.of(
                "org.gradle.launcher.daemon.bootstrap.GradleDaemon",
                "org.mvndaemon.mvnd.common.MavenDaemon",
                "org.jetbrains.kotlin.daemon.KotlinCompileDaemon",
                "hudson.remoting.Launcher")) {
            int dot = name.lastIndexOf('.');
            Path source = folder.resolve("source").resolve(name.replace('.', '/') + ".java");
            Files.createDirectories(source.getParent());
            Files.writeString(source, SOURCE.formatted(name.substring(0, dot), name.substring(dot + 1)));
            sources.add(source.toString());
        }
        run("javac", sources);
        run(
                "jar",
                List.of(
                        "--create",
                        "--file",
                        folder.resolve("agent.jar").toString(),
                        "--main-class",
                        "hudson.remoting.Launcher",
                        "-C",
                        folder.toString(),
                        "hudson"));
    }

    private static void run(String tool, List<String> arguments) {
        assertThat(ToolProvider.findFirst(tool)
                        .orElseThrow()
                        .run(System.out, System.err, arguments.toArray(String[]::new)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            org.gradle.launcher.daemon.bootstrap.GradleDaemon | a build daemon | End the build that runs in the daemon, or, once no build runs, the daemons (gradle --stop)
            org.mvndaemon.mvnd.common.MavenDaemon             | a build daemon | End the build that runs in the daemon, or, once no build runs, the daemons (mvnd --stop)
            org.jetbrains.kotlin.daemon.KotlinCompileDaemon   | a build daemon | End the build that uses the Kotlin daemon, which then ends by itself
            agent.jar                                         | a CI agent     | Find the job that listens, and end it in Jenkins
            """)
    void aDaemonOrAgentIsToldByWhatItRuns(String program, String kind, String howToStop) throws IOException {
        List<String> command = new ArrayList<>(Orphaning.command());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m", "-XX:+UseSerialGC"));
        command.addAll(
                program.endsWith(".jar")
                        ? List.of("-jar", folder.resolve(program).toString())
                        : List.of("-cp", folder.toString(), program));
        Process jvm = new ProcessBuilder(command).start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.US_ASCII))) {
            String[] portAndPid = output.readLine().split(" ");
            PortDiagnosis diagnosis = FreePorts.explain(Integer.parseInt(portAndPid[0]));

            assertThat(diagnosis.toString()).contains("process     pid " + portAndPid[1] + " (" + kind + "), user ");
            assertThat(diagnosis.text().advice()).isEqualTo(howToStop + ", or let this program use another port.");
        } finally {
            jvm.getOutputStream().close();
        }
    }
}
