package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The command line and picocli are in the runnable jar, and in it alone. */
class LibraryTests {
    /** The kit is a folder of classes here, or its jar if the build packs it first. */
    @Test
    void knowsNothingOfTheCommandLine() throws Exception {
        Path kit = Path.of(FreePorts.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(kit)) {
            assertThat(filesOf(kit, "picocli", "dev/freeport/cli")).isEmpty();
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(kit)) {
            assertThat(filesOf(jar.getPath("/"), "picocli", "dev/freeport/cli")).isEmpty();
        }
    }

    @Test
    void isInTheRunnableJarWithWhatItNeeds() throws Exception {
        try (FileSystem jar = FileSystems.newFileSystem(CommandLineRun.jar())) {
            Path root = jar.getPath("/");
            assertThat(filesOf(root, "picocli"))
                    .contains("/picocli/CommandLine.class", "/dev/freeport/cli/Freeport.class");
            assertThat(root.resolve("dev/freeport/FreePorts.class")).exists();
            assertThat(root.resolve("com/sun/jna/Native.class")).exists();
            assertThat(root.resolve("dev/freeport/assertj")).doesNotExist();
            assertThat(root.resolve("dev/freeport/fixture")).doesNotExist();
            assertThat(root.resolve("module-info.class")).doesNotExist();
            assertThat(filesOf(root, "org/junit/")).isEmpty();
            assertThat(root.resolve("META-INF/LICENSE")).exists();
            assertThat(root.resolve("META-INF/NOTICE")).exists();
            assertThat(root.resolve("META-INF/AL2.0")).exists();
        }
    }

    /** Returns the files that have one of some words in their name or in their bytes. */
    private static List<String> filesOf(Path root, String... words) throws Exception {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = file + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (Stream.of(words).anyMatch(content::contains)) {
                    found.add(file.toString());
                }
            }
        }
        return found;
    }
}
