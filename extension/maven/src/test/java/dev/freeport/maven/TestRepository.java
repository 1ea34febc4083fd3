package dev.freeport.maven;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The local repository of the builds in tests: links to what the user's has, and what this build would publish. So nothing
 * of this build gets into the user's repository.
 */
final class TestRepository {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path REPOSITORY = TARGET.resolve("local-repository");
    private static final Path OF_USER =
            Path.of(System.getProperty("tests.local-repository")).toAbsolutePath();

    private static boolean made;

    private TestRepository() {}

    static synchronized Path get() {
        if (!made) {
            try {
                link(OF_USER, REPOSITORY, "dev");
                link(OF_USER.resolve("dev"), REPOSITORY.resolve("dev"), "freeport");
                install("freeport-maven-plugin", TARGET, TARGET.resolve("classes"));
                install(
                        "freeport-cli",
                        ROOT.resolve("src/cli/target"),
                        ROOT.resolve("src/cli/target/freeport-cli.jar"));
                install("freeport", ROOT.resolve("src/target"), ROOT.resolve("src/target/classes"));
                install(
                        "freeport-junit-launcher",
                        ROOT.resolve("extension/launcher/target"),
                        ROOT.resolve("extension/launcher/target/classes"));
                install(
                        "freeport-junit-jupiter",
                        ROOT.resolve("extension/target"),
                        ROOT.resolve("extension/target/classes"));
                made = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return REPOSITORY;
    }

    private static void link(Path from, Path to, String own) throws IOException {
        Files.createDirectories(to);
        Files.createDirectories(from);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                Path link = to.resolve(entry.getFileName());
                if (!entry.endsWith(own) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    try {
                        Files.createSymbolicLink(link, entry);
                    } catch (FileAlreadyExistsException meanwhile) {
                        // another JVM of these tests was faster
                    }
                }
            }
        }
    }

    private static void install(String artifact, Path target, Path jarOrClasses) throws IOException {
        String version = System.getProperty("tests.version");
        Path folder = REPOSITORY.resolve("dev/freeport/" + artifact + "/" + version);
        Files.createDirectories(folder);
        String name = artifact + "-" + version;
        replace(folder.resolve(name + ".pom"), target.resolve("published-pom.xml"));
        if (Files.isDirectory(jarOrClasses)) {
            Path jar = Files.createTempFile(folder, artifact, ".new");
            zip(jarOrClasses, jar);
            Files.move(jar, folder.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        } else {
            replace(folder.resolve(name + ".jar"), jarOrClasses);
        }
    }

    private static void replace(Path file, Path by) throws IOException {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void zip(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        }
    }
}
