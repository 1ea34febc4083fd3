package dev.freeport.samples.proof.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that documents which are wrong are found out. */
class CheckTests {
    @TempDir
    Path root;

    private Page page(String... lines) throws IOException {
        return file("page.md", lines);
    }

    private Page file(String name, String... lines) throws IOException {
        return Page.read(root, Files.write(root.resolve(name), List.of(lines)));
    }

    @Nested
    class Code {
        @BeforeEach
        void writeSample() throws IOException {
            file(
                    "Shop.java",
                    "package shop;",
                    "",
                    "class Shop {",
                    "    // docs: open",
                    "    void open() {",
                    "        door.open();",
                    "    }",
                    "    // docs: end",
                    "}");
        }

        private List<String> faults(String... lines) throws IOException {
            return new CodeCheck(new SampleFiles(root, root)).faults(page(lines));
        }

        @Test
        void isFoundAsItIs() throws IOException {
            assertThat(faults(
                            "<!-- code: Shop.java open -->",
                            "```java",
                            "void open() {",
                            "    door.open();",
                            "}",
                            "```"))
                    .isEmpty();
        }

        @Test
        void isFoundInXmlAndByItsPathInTheProject() throws IOException {
            Files.createDirectory(root.resolve("extension"));
            file(
                    "extension/pom.xml",
                    "<project>",
                    "  <!-- docs: door -->",
                    "  <door>open</door>",
                    "  <!-- docs: end -->");

            assertThat(faults("<!-- code: extension/pom.xml door -->", "```xml", "<door>open</door>", "```"))
                    .isEmpty();
            assertThat(faults("<!-- code: extension/pom.xml door -->", "```xml", "<door>closed</door>", "```"))
                    .containsExactly(
                            String.format("page.md:2: line 1 of the block is not what extension/pom.xml:3 says%n"
                                    + "  page    <door>closed</door>%n"
                                    + "  sample  <door>open</door>"));
        }

        @Test
        void reportsAnotherLine() throws IOException {
            assertThat(faults(
                            "<!-- code: Shop.java open -->",
                            "```java",
                            "void open() {",
                            "    door.close();",
                            "}",
                            "```"))
                    .containsExactly(String.format("page.md:2: line 2 of the block is not what Shop.java:6 says%n"
                            + "  page        door.close();%n"
                            + "  sample      door.open();"));
        }

        @Test
        void reportsAMissingLine() throws IOException {
            assertThat(faults("<!-- code: Shop.java open -->", "```java", "void open() {", "    door.open();", "```"))
                    .containsExactly(String.format("page.md:2: line 3 of the block is not what Shop.java:7 says%n"
                            + "  page    (nothing)%n"
                            + "  sample  }"));
        }

        @Test
        void reportsCodeFromNowhere() throws IOException {
            assertThat(faults("```java", "door.open();", "```"))
                    .containsExactly("page.md:1: a java block must say which sample it shows,"
                            + " by <!-- code: FILE REGION --> on the line above");
        }

        @Test
        void reportsAMissingSample() throws IOException {
            assertThat(faults("<!-- code: Cart.java -->", "```java", "```"))
                    .containsExactly("page.md:2: there is no sample Cart.java");
        }

        @Test
        void isFoundInAConsumerBelowTheProjectToo() throws IOException {
            Files.createDirectories(root.resolve("samples/kotlin"));
            file("samples/kotlin/Shop.kt", "package shop", "class Shop");
            Page page = page(
                    "<!-- code: samples/kotlin/Shop.kt -->",
                    "```kotlin",
                    "class Shop",
                    "```",
                    "<!-- code: samples/kotlin/Shop.kt -->",
                    "```kotlin",
                    "class Cart",
                    "```");

            assertThat(new CodeCheck(new SampleFiles(root, root.resolve("suites"))).faults(page))
                    .containsExactly(
                            String.format("page.md:6: line 1 of the block is not what samples/kotlin/Shop.kt:2 says%n"
                                    + "  page    class Cart%n"
                                    + "  sample  class Shop"));
        }

        @Test
        void reportsAClassOfAnotherLanguageFromNowhereButNoBuildScript() throws IOException {
            assertThat(faults("<!-- not run: Gradle -->", "```kotlin", "class Shop", "```"))
                    .isEmpty();
            assertThat(faults("```groovy", "class Shop {}", "```", "```kotlin", "dependencies {}", "```"))
                    .containsExactly("page.md:1: a groovy block must say which sample it shows,"
                            + " by <!-- code: FILE REGION --> on the line above");
        }

        @Test
        void reportsAMissingPart() throws IOException {
            assertThat(faults("<!-- code: Shop.java close -->", "```java", "```"))
                    .containsExactly("page.md:2: Shop.java has no '// docs: close'");
        }

        @Test
        void reportsAPartThatIsShownNowhere() throws IOException {
            Files.createDirectories(root.resolve("guide"));
            Files.copy(root.resolve("Shop.java"), root.resolve("guide/Shop.java"));

            assertThat(new CodeCheck(new SampleFiles(root, root)).unused("guide", List.of(page("# Shop"))))
                    .containsExactly("guide/Shop.java open is shown nowhere");
        }
    }

    @Nested
    class Imports {
        @BeforeEach
        void writeSample() throws IOException {
            file(
                    "Shop.java",
                    "package shop;",
                    "",
                    "import static dev.freeport.stack.Protocol.UDP;",
                    "",
                    "import dev.freeport.junit.FreePort;",
                    "import dev.freeport.junit.OccupiedPort.Occupier;",
                    "import java.net.Socket;");
        }

        private List<String> faults(String prose) throws IOException {
            return new ImportCheck(new SampleFiles(root, root))
                    .faults(page(
                            prose,
                            "<!-- code: Shop.java open -->",
                            "```java",
                            "@FreePort(protocol = UDP) Socket",
                            "```"));
        }

        @Test
        void mayBeNamedByTheirPackages() throws IOException {
            assertThat(faults("[Shop](../Shop.java): `dev.freeport.junit.*`, static `dev.freeport.stack.Protocol.*`"))
                    .isEmpty();
        }

        @Test
        void reportsWhatIsNotNamed() throws IOException {
            assertThat(faults("Shop.java"))
                    .containsExactly(
                            "page.md:3: the page has no link to Shop.java",
                            "page.md:3: the page does not name the import `dev.freeport.junit.*`",
                            "page.md:3: the page does not name the import `dev.freeport.stack.Protocol.*`");
        }
    }

    @Nested
    class Outputs {
        private List<String> faults(String... lines) throws IOException {
            return new OutputCheck(Map.of("taken", () -> "Port 8080 is taken: pid 4711 listens on it."))
                    .faults(page(lines));
        }

        @Test
        void mayDifferInNumbers() throws IOException {
            assertThat(faults("<!-- output: taken -->", "```text", "Port 1 is taken: pid 2 listens on it.", "```"))
                    .isEmpty();
        }

        @Test
        void mayDifferInWhatIsSaidOfTheProcess() {
            String here = "Port 1 is taken.\n  process     pid 1, user joe, started 2 (3 s after this JVM)\n"
                    + "              shop\n  note        Sockets that are bound and do not listen cannot be read.\n"
                    + "  socket      LISTEN on [::]:1, of com.acme.Shop";
            String there = "Port 2 is taken.\n  process     pid 22, user ann, started 3 (1 min 1 s before this JVM)\n"
                    + "              shop --port\n              in /srv\n  socket      LISTEN on 0.0.0.0:2, of dev.freeport.samples.guide.Shop";

            assertThat(Output.withoutDetails(here)).isEqualTo(Output.withoutDetails(there));
        }

        @Test
        void reportsOtherWords() throws IOException {
            assertThat(faults("<!-- output: taken -->", "```text", "Port 1 is taken: pid 2 has it.", "```"))
                    .containsExactly(
                            String.format("page.md:2: in the situation 'taken' something else is printed now:%n"
                                    + "Port 8080 is taken: pid 4711 listens on it."));
        }

        @Test
        void reportsAnOutputFromNowhere() throws IOException {
            assertThat(faults("<!-- output: token -->", "```text", "```"))
                    .containsExactly("page.md:2: a text block must say by <!-- output: SITUATION --> on the line above"
                            + " what prints it, one of [taken], or by <!-- recorded: HOW --> how it was got");
        }

        @Test
        void mayBeRecorded() throws IOException {
            assertThat(faults("<!-- recorded: by hand -->", "```text", "anything", "```"))
                    .isEmpty();
        }
    }

    @Nested
    class Links {
        @Test
        void reportsWhatIsNotThere() throws IOException {
            Page page = page(
                    "# A page, and `more`",
                    "[a](#a-page-and-more) [b](other.md) [c](other.md#two) [d](https://example.org/nowhere)",
                    "[e](#elsewhere) [f](nowhere.md) [g](other.md#three)");
            file("other.md", "# Two", "```text", "# Three", "```");

            assertThat(new LinkCheck(root).faults(page))
                    .containsExactly(
                            "page.md:3: page.md has no heading #elsewhere",
                            "page.md:3: nowhere.md leads nowhere",
                            "page.md:3: other.md has no heading #three");
        }
    }

    @Nested
    class Facts {
        @Test
        void reportsSettingsThatAreNone() throws IOException {
            SettingCheck check = new SettingCheck(Set.of("freeport.ranges", "freeport.guard-socket"));
            Page page = page(
                    "`freeport.ranges` and dev.freeport.owner, ${freeport.http}",
                    "`freeport.range=1`",
                    "| `freeport.ranges` | |");

            assertThat(check.faults(page)).containsExactly("page.md:2: freeport.range is no setting");
            assertThat(check.missing(page)).containsExactly("page.md: no row for freeport.guard-socket");
        }

        @Test
        void knowsTheSettingsOfTheProduct() {
            assertThat(SettingCheck.ofTheProduct().known()).contains("freeport.ranges", "freeport.explain");
        }

        @Test
        void reportsMissingCausesAndProfiles() throws IOException {
            Page page = page("### Port N is free now.", "| `LINUX` | 32768-61000 |", "| `AIX` | 1024-65535 |");

            assertThat(FactCheck.missingCauses(page))
                    .contains("page.md: no 'Port N is taken: pid N listens on it.' (LISTENER)")
                    .noneMatch(fault -> fault.contains("free now"));
            assertThat(FactCheck.missingProfiles(page))
                    .contains("page.md: no row for AIX with 32768-65535")
                    .noneMatch(fault -> fault.contains(" LINUX with"));
        }

        @Test
        void reportsFiguresThatNobodyMeasured() throws IOException {
            Page figures = file("figures.md", "| reserve | 17.6 |");
            Page page =
                    page("<!-- figures: figures.md -->", "| reserve | 17.6 |", "| reserve | 7.6 |", "", "| any | 1 |");

            assertThat(FactCheck.unmeasured(page, figures))
                    .containsExactly("page.md:3: not in figures.md: | reserve | 7.6 |");
        }

        @Test
        void reportsMissingSamples() throws IOException {
            assertThat(FactCheck.missingSamples(
                            page("[UDP](../samples/udp/MetricsTests.java)"),
                            List.of("udp/MetricsTests.java", "udp/LogTests.java")))
                    .containsExactly("page.md: no link to the sample udp/LogTests.java");
        }

        @Test
        void reportsMissingCommands() throws IOException {
            assertThat(FactCheck.missingCommands(page("| `who 8080` | |"), List.of("who", "list")))
                    .containsExactly("page.md: no row for the command list");
        }
    }
}
