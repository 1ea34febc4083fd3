package dev.freeport.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is published holds what it should, and nothing else. */
class PublishedJarTests {
    private static final String NO_JAVADOC = "project.javadoc.skip";

    private static final Pattern COMPONENT = Pattern.compile("\"purl\" : \"pkg:maven/([^@]+)@");

    private static final String LIBRARIES = """
            src                ; freeport                ; (internal/[a-z]+/|(?!junit|cli|internal)[a-z]+/)?[^/]+
            extension          ; freeport-junit-jupiter  ; junit/(fixture/)?[^/]+
            extension/launcher ; freeport-junit-launcher ; junit/launcher/[^/]+
            extension/spring   ; freeport-spring-test    ; spring/[^/]+
            """;

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = LIBRARIES)
    void libraryHoldsItsPackagesAndWhatBelongsToAJar(String module, String name, String packages) throws IOException {
        try (ZipFile jar = jar(module, name, "")) {
            assertThat(files(jar))
                    .contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/MANIFEST.MF", "module-info.class")
                    .allMatch(file -> file.matches("module-info\\.class|dev/freeport/" + packages
                            + "|META-INF/(LICENSE|NOTICE|MANIFEST\\.MF|spring\\.factories|services/[^/]+|maven/dev\\.freeport/"
                            + name
                            + "/pom\\.(xml|properties))"))
                    .noneMatch(file -> file.matches(".*(Tests?|TestCase)(\\$.*)?\\.class"));
            // nothing is there for some JDKs alone
            assertThat(text(jar, "META-INF/MANIFEST.MF"))
                    .contains("Java-Version: 17")
                    .doesNotContain("Multi-Release");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = LIBRARIES)
    void pomNamesWhatUsersNeed(String module, String name) throws IOException {
        try (ZipFile jar = jar(module, name, "")) {
            assertThat(text(jar, "META-INF/maven/dev.freeport/" + name + "/pom.xml"))
                    .contains("<licenses>", "<developers>", "<scm", "<name>", "<description>", "<url>")
                    .doesNotContain(
                            "picocli", "graalvm", "<parent>", "<build>", "<profiles>", "<scope>test</scope>", "${");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = LIBRARIES)
    void sourcesAreThere(String module, String name) throws IOException {
        try (ZipFile library = jar(module, name, "");
                ZipFile sources = jar(module, name, "-sources")) {
            assertThat(files(sources))
                    .contains("META-INF/LICENSE", "module-info.java")
                    .containsAll(files(library).stream()
                            .filter(file -> file.endsWith(".class") && !file.contains("$"))
                            .map(file -> file.replace(".class", ".java"))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = LIBRARIES + "extension/maven; freeport-maven-plugin")
    @Tag("proof")
    @DisabledIfSystemProperty(named = NO_JAVADOC, matches = "true", disabledReason = "only -P release makes Javadoc")
    void javadocIsThere(String module, String name) throws IOException {
        try (ZipFile javadoc = jar(module, name, "-javadoc")) {
            assertThat(files(javadoc)).contains("index.html", "element-list");
        }
    }

    /** Its coordinates fetch one jar, and nothing twice that is in it. */
    @Test
    void pomOfTheCommandLineNamesNoDependencies() throws IOException {
        assertThat(Files.readString(commandLine("published-pom.xml")))
                .contains("<artifactId>freeport-cli</artifactId>", "<licenses>", "<developers>", "<scm", "<url>")
                .doesNotContain("<dependenc", "<parent>", "<build>", "<profiles>", "${");
    }

    @Test
    void billOfMaterialsOfTheCommandLineNamesWhatIsInItsJar() throws IOException {
        Path bill = commandLine("freeport-cli-cyclonedx.json");
        assumeTrue(Files.exists(bill), "Maven writes no bill of materials offline");
        assertThat(COMPONENT.matcher(Files.readString(bill)).results())
                .extracting(component -> component.group(1))
                .containsOnly(
                        "dev.freeport/freeport-cli",
                        "dev.freeport/freeport",
                        "info.picocli/picocli",
                        "net.java.dev.jna/jna",
                        "net.java.dev.jna/jna-platform");
    }

    @Test
    void commandLineCarriesTheLicencesOfWhatItHolds() throws IOException {
        try (ZipFile jar = new ZipFile(commandLine("freeport-cli.jar").toFile())) {
            assertThat(files(jar))
                    .contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/AL2.0")
                    .doesNotContain("module-info.class");
        }
    }

    /** The runnable jar has the kit in it: a second one on the class path of the plugin would be another version's one day. */
    @Test
    void mavenPluginNeedsTheCommandLineAlone() throws IOException {
        try (ZipFile jar = jar("extension/maven", "freeport-maven-plugin", "")) {
            assertThat(files(jar))
                    .contains(
                            "META-INF/LICENSE",
                            "META-INF/NOTICE",
                            "META-INF/maven/plugin.xml",
                            "META-INF/plexus/components.xml")
                    .noneMatch(file -> file.matches(".*(Tests?|TestCase)(\\$.*)?\\.class"));
            assertThat(text(jar, "META-INF/maven/dev.freeport/freeport-maven-plugin/pom.xml"))
                    .contains("<packaging>maven-plugin</packaging>", "<licenses>", "<developers>", "<scm", "<url>")
                    // what Maven itself has is provided by it
                    .containsOnlyOnce("<scope>compile</scope>")
                    .containsPattern(
                            "<artifactId>freeport-cli</artifactId>\\s*<version>[^<]*</version>\\s*<scope>compile<")
                    .doesNotContain("<parent>", "<build>", "<profiles>", "<scope>test</scope>", "${");
        }
        try (ZipFile sources = jar("extension/maven", "freeport-maven-plugin", "-sources")) {
            assertThat(files(sources)).contains("META-INF/LICENSE", "dev/freeport/maven/ReserveMojo.java");
        }
    }

    @Test
    void sourcesOfTheCommandLineAreThere() throws IOException {
        try (ZipFile sources =
                new ZipFile(commandLine("freeport-cli-sources.jar").toFile())) {
            assertThat(files(sources)).contains("META-INF/LICENSE", "dev/freeport/cli/Freeport.java");
        }
    }

    @Test
    @Tag("proof")
    @DisabledIfSystemProperty(named = NO_JAVADOC, matches = "true", disabledReason = "only -P release makes Javadoc")
    void javadocOfTheCommandLineIsThere() throws IOException {
        try (ZipFile javadoc =
                new ZipFile(commandLine("freeport-cli-javadoc.jar").toFile())) {
            assertThat(files(javadoc)).contains("index.html", "element-list");
        }
    }

    private static Path commandLine(String file) {
        return Path.of(System.getProperty("project.root"), "src/cli/target", file);
    }

    private static ZipFile jar(String module, String name, String classifier) throws IOException {
        String file = name + "-" + System.getProperty("project.version") + classifier + ".jar";
        return new ZipFile(Path.of(System.getProperty("project.root"), module, "target", file)
                .toFile());
    }

    private static List<String> files(ZipFile jar) {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    private static String text(ZipFile jar, String entry) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
