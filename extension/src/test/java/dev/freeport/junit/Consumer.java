package dev.freeport.junit;

import static java.util.stream.Collectors.joining;

import dev.freeport.FreePorts;
import dev.freeport.junit.launcher.BindFailureListener;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A small project that uses the extension: compiled here, and run by the console launcher in a JVM of its own. */
final class Consumer {
    /** What belongs to JUnit: its jars begin like this. */
    private static final Set<String> JUNIT =
            Set.of("junit-", "opentest4j", "apiguardian", "jspecify", "open-test-reporting");

    private final Path sources;
    private final Path classes;

    Consumer(Path directory) throws IOException {
        this.sources = Files.createDirectories(directory.resolve("sources"));
        this.classes = directory.resolve("classes");
    }

    /** Adds a class of the package {@code consumer}, which may use what JUnit and the extension export. */
    Consumer with(String name, String... body) throws IOException {
        Path file = sources.resolve("consumer").resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                Stream.concat(
                                Stream.of(
                                        "package consumer;",
                                        "import dev.freeport.*;",
                                        "import dev.freeport.junit.*;",
                                        "import java.net.*;",
                                        "import org.junit.jupiter.api.*;",
                                        "class " + name + " {"),
                                Stream.concat(Stream.of(body), Stream.of("}")))
                        .collect(joining("\n")));
        return this;
    }

    /** Makes it a module. */
    Consumer withModule() throws IOException {
        Files.writeString(
                sources.resolve("module-info.java"),
                "module consumer { requires dev.freeport.junit;"
                        + " opens consumer to org.junit.platform.commons, dev.freeport.junit; }");
        return this;
    }

    /** Runs it on the class path. */
    Run onClassPath(String... options) throws IOException {
        compile("-cp", path(all()));
        return run(List.of(options), "-cp", path(all()) + File.pathSeparator + classes);
    }

    /** Runs it on the module path, with everything it needs. */
    Run onModulePath() throws IOException {
        compile("-p", path(all()));
        return run(
                List.of("-p", path(all()) + File.pathSeparator + classes, "--add-modules", "consumer"),
                "-m",
                "org.junit.platform.console/org.junit.platform.console.ConsoleLauncher");
    }

    /** Runs it as Surefire does: on the module path with what it requires; everything else is on the class path. */
    Run onModulePathWithLauncherOnClassPath() throws IOException {
        compile("-p", path(all()));
        List<Path> required = new ArrayList<>(List.of(home(FreePorts.class), home(FreePort.class)));
        for (Path jar : junit()) {
            String name = jar.getFileName().toString();
            if (Stream.of("junit-jupiter-api", "junit-platform-commons", "opentest4j", "apiguardian", "jspecify")
                    .anyMatch(name::startsWith)) {
                required.add(jar);
            }
        }
        List<Path> others = new ArrayList<>(all());
        others.removeAll(required);
        List<String> options = new ArrayList<>(List.of(
                "-p", path(required) + File.pathSeparator + classes, "--add-modules", "consumer", "-cp", path(others)));
        for (String unexported : List.of("util", "logging")) {
            options.addAll(List.of(
                    "--add-exports",
                    "org.junit.platform.commons/org.junit.platform.commons." + unexported + "=ALL-UNNAMED"));
        }
        options.addAll(List.of("--add-opens", "consumer/consumer=ALL-UNNAMED"));
        return run(options);
    }

    private void compile(String... path) {
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-nowarn", "--release", "17"));
        arguments.addAll(List.of(path));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException("javac ended with " + status);
        }
    }

    private Run run(List<String> options, String... last) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m"));
        command.addAll(options);
        command.addAll(List.of(last));
        if (!List.of(last).contains("-m")) {
            command.add("org.junit.platform.console.ConsoleLauncher");
        }
        command.addAll(List.of("execute", "--disable-banner", "--disable-ansi-colors", "--details=summary"));
        for (String type : testClasses()) {
            command.add("--select-class=" + type);
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.onExit().join().exitValue(), output);
    }

    private List<String> testClasses() throws IOException {
        try (Stream<Path> files = Files.list(classes.resolve("consumer"))) {
            return files.map(file -> "consumer." + file.getFileName().toString().replace(".class", ""))
                    .filter(name -> name.endsWith("Tests"))
                    .toList();
        }
    }

    private static List<Path> all() {
        List<Path> all =
                new ArrayList<>(List.of(home(FreePorts.class), home(FreePort.class), home(BindFailureListener.class)));
        all.addAll(junit());
        return all;
    }

    private static List<Path> junit() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> JUNIT.stream()
                        .anyMatch(start -> entry.getFileName().toString().startsWith(start)))
                .toList();
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String path(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(joining(File.pathSeparator));
    }

    record Run(int status, String output) {}
}
