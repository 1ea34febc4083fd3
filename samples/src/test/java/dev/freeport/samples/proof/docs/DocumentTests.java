package dev.freeport.samples.proof.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that the README and the guide tell the truth. What is found when they do not is shown by {@link CheckTests}. */
class DocumentTests {
    private static final Project PROJECT = Project.here();
    private static final Pattern COMMAND = Pattern.compile("@Command\\(\\s*name = \"([a-z-]+)\"[^\\n]*");

    static List<Page> pages() {
        return PROJECT.pages();
    }

    static List<Page> pagesOfUsers() {
        return Stream.concat(Stream.of(PROJECT.page("README.md")), PROJECT.guide().stream())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesOfUsers")
    void showsCodeThatIsCompiled(Page page) {
        assertThat(new CodeCheck(PROJECT.sampleFiles()).faults(page)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesOfUsers")
    void saysWhatPartsOfSamplesImport(Page page) {
        assertThat(new ImportCheck(PROJECT.sampleFiles()).faults(page)).isEmpty();
    }

    @Test
    void showsAllThatIsMarkedToBeShown() {
        assertThat(new CodeCheck(PROJECT.sampleFiles()).unused("guide", PROJECT.pages()))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesOfUsers")
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is printed is that of Linux")
    void showsOutputsThatArePrinted(Page page) {
        assertThat(new OutputCheck(Situations.all()).faults(page)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void linksToWhatIsThere(Page page) {
        assertThat(new LinkCheck(PROJECT.root()).faults(page)).isEmpty();
    }

    @Test
    void linksFromTheReadmeToAllPages() {
        List<String> targets = PROJECT.page("README.md").links().stream()
                .map(link -> link.target().replaceAll("#.*", ""))
                .toList();

        assertThat(targets).containsAll(PROJECT.guide().stream().map(Page::name).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void namesSettingsThatExist(Page page) {
        assertThat(SettingCheck.ofTheProduct().faults(page)).isEmpty();
    }

    @Test
    void listsAllSettings() {
        assertThat(SettingCheck.ofTheProduct().missing(PROJECT.page("src/docs/settings.md")))
                .isEmpty();
    }

    @Test
    void listsAllCauses() {
        assertThat(FactCheck.missingCauses(PROJECT.page("src/docs/troubleshooting.md")))
                .isEmpty();
    }

    @Test
    void listsAllProfiles() {
        assertThat(FactCheck.missingProfiles(PROJECT.page("src/docs/portable-ports.md")))
                .isEmpty();
    }

    @Test
    void linksToAllSamples() {
        assertThat(FactCheck.missingSamples(PROJECT.page("src/docs/samples.md"), samples()))
                .isEmpty();
    }

    /** One for each situation: not what proves something, nor the other one of two that run in two forks. */
    private static List<String> samples() {
        Path samples = PROJECT.samples();
        try (Stream<Path> files = Files.walk(samples)) {
            return files.filter(file -> file.toString().endsWith("Tests.java"))
                    .map(file -> samples.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith("proof/") && !name.startsWith("guide/"))
                    .filter(name -> !List.of(
                                    "forks/InvoiceTests.java",
                                    "forks/TwoForksTests.java",
                                    "fixedport/MigrationTests.java",
                                    "fixedport/TurnsTests.java")
                            .contains(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void listsAllCommands() {
        assertThat(FactCheck.missingCommands(PROJECT.page("src/docs/command-line.md"), commands()))
                .isEmpty();
    }

    /** Reads the names that users see; the second JVM of {@code doctor} runs a hidden command. */
    private static List<String> commands() {
        try (Stream<Path> files = Files.list(PROJECT.root().resolve("src/cli/src/main/java/dev/freeport/cli"))) {
            List<String> commands = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith("Command.java"))
                    .toList()) {
                Matcher command = COMMAND.matcher(Files.readString(file));
                if (command.find() && !command.group().contains("hidden = true")) {
                    commands.add(command.group(1));
                }
            }
            assertThat(commands).contains("who", "run").doesNotContain("guard-trials");
            return commands;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesOfUsers")
    void tellsFiguresThatWereMeasured(Page page) {
        assertThat(FactCheck.unmeasured(page, PROJECT.page("src/jmh/RESULTS.md")))
                .isEmpty();
    }

    @Test
    void beginsWithTheCommandsThatCiRuns() {
        assertThat(PROJECT.page("README.md").fences())
                .filteredOn(fence -> fence.language().equals("sh"))
                .extracting(Fence::text)
                .startsWith("mvn -q -P main-job verify", "mvn -B -ntp verify");
    }

    @Test
    void givesTheVersionOfThisProject() {
        String version = PROJECT.page("pom.xml").lines().stream()
                .filter(line -> line.startsWith("  <version>"))
                .findFirst()
                .orElse("none")
                .strip();

        assertThat(PROJECT.page("README.md").lines()).contains("  " + version);
        assertThat(PROJECT.page("src/docs/settings.md").lines())
                .anyMatch(line -> line.contains(":" + version.replaceAll("<.*?>", "") + "\""));
        assertThat(PROJECT.page("src/docs/command-line.md").lines())
                .anyMatch(line -> line.contains(":freeport-cli:" + version.replaceAll("<.*?>", "") + " "));
    }
}
