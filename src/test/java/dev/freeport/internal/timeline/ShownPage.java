package dev.freeport.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows, whatever opens it. */
abstract class ShownPage {
    @TempDir
    Path directory;

    private Browser browser;
    private Path page;

    /** Opens a browser that no other test uses. */
    abstract Browser open(Path scratch) throws IOException;

    @BeforeEach
    void open() throws IOException {
        browser = open(Files.createDirectory(directory.resolve("browser")));
        page = directory.resolve("ports.html");
    }

    @AfterEach
    void saysNothingOnTheConsole() throws IOException {
        assertThat(browser.console()).isEmpty();
    }

    Browser browser() {
        return browser;
    }

    Path page() {
        return page;
    }

    @Test
    void showsARun() throws IOException {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String dom = dom(new SampleRun(page).withReservations(20), "");

        assertThat(dom).contains("<title>Ports of orders: 20 reservations, 1 bind failure, 1 leak, 2 waits</title>");
        assertThat(attribute(dom, "ready")).isEqualTo("true");
        assertThat(attribute(dom, "jvms")).isEqualTo("4");
        assertThat(rows(dom)).isEqualTo(21);
        assertThat(dom)
                .contains(
                        "could not be bound",
                        "was still in use at its release",
                        "Timed out after 900 ms while waiting for port 8080.")
                .contains("/usr/bin/python3 -m http.server")
                .contains("32768–60999, assigned to clients (/proc/sys/net/ipv4/ip_local_port_range)")
                .contains("1 JVM wrote no end, so it was killed or it crashed: pid 4001152.")
                .contains("<div>waited 40 ms</div>", "<div>held until the JVM ended</div>");
        assertThat(made(dom)).isBetween(before, Instant.now());
    }

    @Test
    void showsManyReservations() throws IOException {
        String dom = dom(new SampleRun(page).withReservations(many()), "");

        assertThat(attribute(dom, "reservations")).isEqualTo("" + many());
        assertThat(rows(dom)).as("no more until asked").isEqualTo(100);
        assertThat(dom).contains(String.format(Locale.ROOT, "Show 100 more of %,d", many() + 1));
    }

    /** Returns how many are enough. */
    abstract int many();

    @Test
    void findsAPort() throws IOException {
        SampleRun run = new SampleRun(page).withReservations(20);
        String port = failedPort();

        assertThat(attribute(dom(run, "#" + port), "found")).isEqualTo("1");
        assertThat(attribute(dom(run, "#" + port + "-" + port), "found")).isEqualTo("1");
        String nothing = dom(run, "#nothing%20such");
        assertThat(attribute(nothing, "found")).isEqualTo("0");
        assertThat(nothing).contains("Nothing matches.");
    }

    @Test
    void findsATest() throws IOException {
        SampleRun run = new SampleRun(page).withReservations(20);

        assertThat(attribute(dom(run, "#carttests.ADDS"), "found")).isEqualTo("5");
    }

    @Test
    void saysThatNothingWasReserved() throws IOException {
        String dom = dom(new SampleRun(page).withReservations(0), "");

        assertThat(dom)
                .contains("No JVM of this run reserved a port before this page was made.")
                .contains("id=\"main\" hidden");
        assertThat(made(dom)).isBefore(Instant.now());
    }

    @Test
    void takesNamesForTextWhateverTheyContain() throws IOException {
        SampleRun run = new SampleRun(page);
        SampleRun.Jvm jvm = run.jvm("</pre><script>document.title='broken out'</script>");
        String hostile = "</pre></script><img src=x onerror=\"document.title='broken out'\">&lt;\u0000\u2028'\"`${1}";
        jvm.reserved(0, 20001, hostile);
        jvm.write("[\"+\"," + 1_795_258_068_000_001L
                + ",20002,\"tcp\",\"</pre><script>document.title='raw'</script>\",\"\"]\n");
        jvm.released(1000, 20001);
        jvm.released(1000, 20002);
        jvm.ended(2000);
        String dom = dom(run, "");

        assertThat(dom)
                .contains("<title>Ports of orders: 2 reservations</title>")
                .doesNotContain("<img");
        assertThat(dom.split("<script>", -1)).as("the page's own scripts").hasSize(6);
        assertThat(dom)
                .contains(
                        "<td>&lt;/pre&gt;&lt;/script&gt;&lt;img src=x onerror=\"document.title='broken out'\"&gt;&amp;lt;");
    }

    @Test
    void countsWhatIsCutOffAndShowsTheRest() throws IOException {
        SampleRun run = new SampleRun(page);
        SampleRun.Jvm cut = run.jvm("Surefire fork");
        cut.reserved(0, 20001, "whole");
        cut.write("[\"+\",1795258068");
        SampleRun.Jvm garbage = run.jvm("Surefire fork");
        garbage.write(new byte[] {0, -1, '\n', '<', '&', (byte) 0xC3, '\n'});
        garbage.write("{\"+\":1}\n[\"+\",\"x\",1,1,1,1]\n[\"constructor\"]\n[\"__proto__\",1]\n[]\nnull\n");
        garbage.reserved(10, 20002, "after garbage");
        garbage.released(20, 20002);
        garbage.ended(30);
        String dom = dom(run, "");

        assertThat(attribute(dom, "reservations")).isEqualTo("2");
        assertThat(dom).contains("9 lines could not be read").contains("<td>whole</td>", "<td>after garbage</td>");
    }

    @Test
    void missesWhatAJvmDidWhoseFileIsGone() throws IOException {
        SampleRun run = new SampleRun(page).withReservations(20);
        Files.delete(new EventFolder(page)
                .filesOf(new EventFolder(page).newest().orElseThrow())
                .get(0));
        String dom = dom(run, "");

        assertThat(attribute(dom, "jvms")).isEqualTo("3");
        assertThat(attribute(dom, "reservations")).isEqualTo("15");
    }

    @Test
    void makesOneLaneOfTheFilesOfAJvm() throws IOException {
        SampleRun run = new SampleRun(page);
        SampleRun.Jvm one = run.jvm("Surefire fork");
        one.reserved(0, 20001, "of one class loader");
        one.released(10, 20001);
        one.ended(20);
        SampleRun.Jvm other = run.sameJvm("Surefire fork");
        other.reserved(5, 20002, "of another");
        other.released(15, 20002);
        other.ended(20);
        String dom = dom(run, "");

        assertThat(attribute(dom, "jvms")).isEqualTo("1");
        assertThat(dom).contains("<td>of one class loader</td>", "<td>of another</td>");
    }

    @Test
    void namesTheProjectTheCommandTheModulesAndTheForks() throws IOException {
        String dom = dom(threeModules(), "");

        assertThat(dom)
                .contains("<h1 id=\"title\">Ports of shop: mvn -B verify</h1>")
                .contains("<td>\u2068orders\u2069  ·  fork 1  ·  pid 4001113</td>")
                .contains("<td>\u2068orders\u2069  ·  fork 2  ·  pid 4001126</td>")
                .contains("<td>\u2068cart/web\u2069  ·  fork 1  ·  pid 4001139</td>");
        assertThat(attribute(dom, "lanes")).isEqualTo("3");
    }

    @Test
    void foldsLanesWithoutHits() throws IOException {
        String dom = dom(threeModules(), "#20003");

        assertThat(attribute(dom, "lanes")).isEqualTo("1");
        assertThat(dom).contains(">1 of 3, 2 lanes folded</output>").contains("<dt>Port</dt><dd>20003</dd>");
    }

    @Test
    void showsBindFailuresOfTestsWithoutReservations() throws IOException {
        SampleRun run = new SampleRun(page);
        SampleRun.Jvm jvm = run.fork("orders");
        jvm.testFailed(1000, 8080, "com.acme.LegacyTests.binds()");
        jvm.testFailed(2000, 0, "com.acme.LegacyTests.bindsAny()");
        jvm.ended(3000);
        String dom = dom(run, "");

        assertThat(dom)
                .contains("<title>Ports of orders: 0 reservations, 2 bind failures</title>")
                .contains("Port 8080 is taken: pid 1164 listens on it.", "LegacyTests.binds")
                .contains("not reserved through Freeport", "✕ a port</span> could not be bound");
        assertThat(rows(dom)).isEqualTo(2);
    }

    @Test
    void namesTheTestThatFailedBesideWhatThePortIsReservedFor() throws IOException {
        SampleRun run = new SampleRun(page);
        SampleRun.Jvm jvm = run.fork("orders");
        jvm.reserved(0, 20001, "field 'port' of com.acme.BaseTests");
        jvm.failed(1000, 20001);
        jvm.testFailed(1500, 20001, "com.acme.OrderTests.ships()");
        jvm.released(2000, 20001);
        jvm.ended(3000);
        String dom = dom(run, "");

        assertThat(dom).contains("\u2068OrderTests.ships\u2069", "Reserved for field 'port' of com.acme.BaseTests");
    }

    private SampleRun threeModules() {
        SampleRun run = new SampleRun(page);
        int port = 20001;
        for (String module : List.of("orders", "orders", "cart/web")) {
            SampleRun.Jvm jvm = run.fork(module);
            jvm.reserved(0, port, "parameter 'port' of com.acme.OrderTests.ships(int)");
            jvm.released(10_000, port);
            jvm.ended(20_000);
            port++;
        }
        return run;
    }

    @Test
    void standsAClockThatIsSetBack() throws IOException {
        String dom = dom(withAClockThatIsSetBack(page), "");

        assertThat(dom)
                .contains("1970-01-01 00:00:01 to 2026-11-21 10:47:48 (498682 h 47 min). All times are UTC.")
                .contains("<td class=\"number\">2026-11-21 10:47:48.010</td>")
                .contains("<td class=\"number\">0 µs</td>");
    }

    static SampleRun withAClockThatIsSetBack(Path page) {
        SampleRun run = new SampleRun(page);
        SampleRun.Jvm jvm = run.jvm("Surefire fork");
        jvm.write("[\"+\",1000000,20001,\"tcp\",\"before NTP\",\"\"]\n");
        jvm.released(0, 20001);
        jvm.reserved(10_000, 20002, "set back");
        jvm.released(-5_000_000, 20002);
        jvm.ended(-4_000_000);
        return run;
    }

    @Test
    void shortensLongNamesAndIsolatesForeignOnes() throws IOException {
        String dom = dom(withLongAndForeignNames(page), "");

        assertThat(dom)
                .contains("<td>" + "Long".repeat(74) + "Lon…</td>")
                .contains("  \u2068\u202ebackwards\u2069  ·  \u2068orders\u2069  ·  ");
    }

    static SampleRun withLongAndForeignNames(Path page) {
        SampleRun run = new SampleRun(page);
        SampleRun.Jvm jvm = run.jvm("com.acme." + "Long".repeat(100));
        jvm.reserved(0, 20001, "Long".repeat(25_000));
        jvm.reserved(0, 20002, "\u202ebackwards");
        jvm.failed(10, 20001);
        jvm.failed(10, 20002);
        jvm.released(20, 20001);
        jvm.released(20, 20002);
        jvm.ended(30);
        return run;
    }

    @Test
    void asksNobodyForAnything() throws IOException {
        String text = Files.readString(new SampleRun(page).withReservations(20).make());

        assertThat(text).doesNotContainPattern("https?://|src=|href=|@import|url\\(|fetch\\(|XMLHttpRequest");
        assertThat(text).contains("content=\"default-src 'none';");
    }

    @Test
    void wouldBeCaughtIfItFailed() throws IOException {
        new SampleRun(page).withReservations(20).make();
        Path broken = directory.resolve("broken.html");
        Files.writeString(broken, Files.readString(page).replace("function showSummary", "function showNothing"));
        Browser other = open(Files.createDirectory(directory.resolve("other")));
        String dom = other.dom(broken, "");

        assertThat(other.console()).hasSize(1).first().asString().contains("showSummary is not defined");
        assertThat(dom).contains("This page failed to draw: Uncaught ReferenceError: showSummary is not defined.");
        assertThat(attribute(dom, "ready")).isEmpty();
    }

    String dom(SampleRun run, String hash) throws IOException {
        return browser.dom(run.make(), hash);
    }

    private String failedPort() throws IOException {
        List<Path> files =
                new EventFolder(page).filesOf(new EventFolder(page).newest().orElseThrow());
        Matcher failure = Pattern.compile("\\[\"!\",[0-9]+,([0-9]+),").matcher("");
        for (Path file : files) {
            failure.reset(Files.readString(file, StandardCharsets.UTF_8));
            if (failure.find()) {
                return failure.group(1);
            }
        }
        throw new IllegalStateException("no bind failure in " + files);
    }

    /** Returns when the page says that it was made. */
    private static Instant made(String dom) {
        Matcher made = Pattern.compile("<span id=\"made\"> ?Made on ([0-9-]{10}) at ([0-9:]{8}) UTC\\.</span>")
                .matcher(dom);
        assertThat(made.find()).isTrue();
        return Instant.parse(made.group(1) + "T" + made.group(2) + "Z");
    }

    static String attribute(String dom, String name) {
        Matcher matcher =
                Pattern.compile("<html[^>]* data-" + name + "=\"([^\"]*)\"").matcher(dom);
        return matcher.find() ? matcher.group(1) : "";
    }

    static int rows(String dom) {
        String body = dom.substring(dom.indexOf("<tbody>"), dom.indexOf("</tbody>"));
        return body.split("<tr>", -1).length - 1;
    }
}
