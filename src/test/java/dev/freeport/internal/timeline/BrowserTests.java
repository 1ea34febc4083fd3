package dev.freeport.internal.timeline;

import static dev.freeport.condition.Prerequisite.CHROMIUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.EnabledIfAvailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What the page shows, and how it is painted, in a browser that reaches no network. */
@DisabledIfSystemProperty(named = "wine", matches = "true", disabledReason = "there is no browser")
@EnabledIfAvailable(CHROMIUM)
class BrowserTests extends ShownPage {
    @Override
    Chromium open(Path scratch) {
        return new Chromium(scratch, false);
    }

    @Override
    int many() {
        return 10_000;
    }

    @Test
    void isPaintedLightAndDark() throws IOException {
        new SampleRun(page()).withReservations(20).make();
        Path scratch = Files.createDirectory(directory.resolve("dark"));

        Picture light = Picture.read(chromium().screenshot(page()));
        Picture dark = Picture.read(new Chromium(scratch, true).screenshot(page()));

        assertThat(light.background()).isEqualTo("ffffff");
        assertThat(dark.background()).isEqualTo("10151b");
        assertThat(light.count("dcb6e6")).as("the dynamic range").isGreaterThan(5000);
        assertThat(dark.count("5aa2e2")).as("bars").isGreaterThan(2000);
    }

    @Test
    void paintsBarsAndMarks() throws IOException {
        new SampleRun(page()).withReservations(20).make();
        String text = Files.readString(page());
        String others = "<style>#tiles, #problems, #hosts, #overview, .legend, .note { visibility: hidden }</style>";
        Files.writeString(page(), text.replace("</head>", others + "</head>"));

        Picture chart = Picture.read(chromium().screenshot(page()));

        assertThat(chart.count("2f6fb0")).as("bars").isGreaterThan(5000);
        assertThat(chart.count("c4291c"))
                .as("the bind failure, the end of the killed JVM")
                .isBetween(80, 400);
        assertThat(chart.count("b05a00")).as("the leak").isBetween(30, 200);
        assertThat(chart.count("8a6d00")).as("waits").isBetween(300, 4000);
    }

    @Test
    void paintsLinesOfTheAxisAndNotAWallOfThem() throws IOException {
        Path page = withAClockThatIsSetBack(page()).make();

        assertThat(Picture.read(chromium().screenshot(page)).count("d8dee5")).isLessThan(20_000);
    }

    @Test
    void keepsLongNamesInTheirPlaces() throws IOException {
        Path page = withLongAndForeignNames(page()).make();
        String probe = "<script>document.documentElement.dataset.overhang ="
                + " document.documentElement.scrollWidth - window.innerWidth</script></html>";
        Files.writeString(page, Files.readString(page).replace("</html>", probe));

        assertThat(Integer.parseInt(attribute(chromium().dom(page, ""), "overhang")))
                .isLessThanOrEqualTo(0);
    }

    @Test
    void scrollsToThePortOfALink() throws IOException {
        Path page = new SampleRun(page()).withReservations(60).make();
        String probe = "<script>document.documentElement.dataset.top ="
                + " Math.round(document.getElementById('overview').getBoundingClientRect().top)</script></html>";
        Files.writeString(page, Files.readString(page).replace("</html>", probe));
        String port = Files.readString(Path.of(page + ".json"))
                .replaceFirst("(?s).*\"bindFailures\":\\[\\s*\\{[^}]*\"port\":([0-9]+).*", "$1");

        assertThat(Integer.parseInt(attribute(chromium().dom(page, ""), "top"))).isGreaterThan(700);
        assertThat(Integer.parseInt(attribute(chromium().dom(page, "#" + port), "top")))
                .isLessThan(700);
    }

    private Chromium chromium() {
        return (Chromium) browser();
    }
}
