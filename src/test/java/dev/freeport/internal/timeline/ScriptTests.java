package dev.freeport.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What the scripts of the page show, and how it answers, on every machine: without a browser. */
@DisabledIfSystemProperty(
        named = "wine",
        matches = "true",
        disabledReason = "it calculates for long there, the same everywhere")
class ScriptTests extends ShownPage {
    @Override
    ScriptBrowser open(Path scratch) {
        return new ScriptBrowser();
    }

    @Override
    int many() {
        return 1_000;
    }

    @Test
    void drawsABarForEachReservationAndAMarkForEachProblem() throws IOException {
        try (Context context = opened(20)) {
            Value tab = ScriptBrowser.tab(context);

            assertThat(painted(tab, "lanes", "fill", "--held")).as("bars").isEqualTo(20);
            assertThat(painted(tab, "lanes", "fill", "--failed"))
                    .as("the bind failure")
                    .isEqualTo(1);
            assertThat(painted(tab, "lanes", "fill", "--leaked")).as("the leak").isEqualTo(1);
            assertThat(painted(tab, "lanes", "fillRect", "--waited"))
                    .as("two waits")
                    .isEqualTo(4);
        }
    }

    @Test
    void searchesWhileItIsTyped() throws IOException {
        try (Context context = opened(20)) {
            Value tab = ScriptBrowser.tab(context);

            tab.invokeMember("type", "search", "OrderTests");
            assertThat(tab.invokeMember("text", "found").asString()).isEqualTo("5 of 21, 3 lanes folded");
            tab.invokeMember("type", "search", "8000-9000");
            assertThat(tab.invokeMember("text", "found").asString()).isEqualTo("1 of 21, 3 lanes folded");
            tab.invokeMember("type", "search", "");
            assertThat(tab.invokeMember("text", "found").asString()).isEmpty();
        }
    }

    @Test
    void showsOnlyTheKindsThatAreAskedFor() throws IOException {
        try (Context context = opened(20)) {
            Value tab = ScriptBrowser.tab(context);

            tab.invokeMember("click", "bind failures");
            assertThat(tab.invokeMember("text", "found").asString()).isEqualTo("1 of 21, 3 lanes folded");
            tab.invokeMember("click", "leaks");
            assertThat(tab.invokeMember("text", "found").asString()).isEqualTo("2 of 21, 2 lanes folded");
            tab.invokeMember("click", "bind failures");
            tab.invokeMember("click", "leaks");
            assertThat(tab.invokeMember("text", "found").asString()).isEmpty();
        }
    }

    @Test
    void showsMoreRowsWhenAsked() throws IOException {
        try (Context context = opened(150)) {
            Value tab = ScriptBrowser.tab(context);

            assertThat(rows(tab.invokeMember("html").asString())).isEqualTo(100);
            tab.invokeMember("click", "Show 51 more of 151");
            assertThat(rows(tab.invokeMember("html").asString())).isEqualTo(151);
            assertThat(tab.invokeMember("hidden", "more").asBoolean()).isTrue();
        }
    }

    @Test
    void goesFromOneReservationToTheNextByKeys() throws IOException {
        try (Context context = opened(20)) {
            Value tab = ScriptBrowser.tab(context);
            assertThat(tab.invokeMember("hidden", "detail").asBoolean()).isTrue();

            tab.invokeMember("press", "chart", "ArrowRight");
            String first = tab.invokeMember("text", "detail").asString();
            tab.invokeMember("press", "chart", "ArrowRight");
            String second = tab.invokeMember("text", "detail").asString();
            tab.invokeMember("press", "chart", "ArrowLeft");

            assertThat(first).startsWith("Port").contains("com.acme.");
            assertThat(second).startsWith("Port").isNotEqualTo(first);
            assertThat(tab.invokeMember("text", "detail").asString()).isEqualTo(first);
        }
    }

    @Test
    void showsInFullWhatIsPointedAt() throws IOException {
        SampleRun run = new SampleRun(page());
        SampleRun.Jvm jvm = run.jvm("Surefire fork");
        jvm.reserved(0, 20001, "parameter 'port' of com.acme.OrderTests.ships(int)");
        jvm.released(1_000_000, 20001);
        jvm.ended(1_000_000);
        try (Context context = scripts().open(run.make(), "")) {
            Value tab = ScriptBrowser.tab(context);

            // in the middle of the only bar, below the axis and the head of the lane
            tab.invokeMember("point", "lanes", "pointermove", 640, 72);
            assertThat(tab.invokeMember("text", "tip").asString())
                    .isEqualTo("Port 20001  ·  pid 4001113\nparameter 'port' of com.acme.OrderTests.ships(int)\n"
                            + "10:47:48.000, held 1.00 s");
            tab.invokeMember("point", "lanes", "pointerdown", 640, 72);
            tab.invokeMember("point", "lanes", "pointerup", 640, 72);
            assertThat(tab.invokeMember("text", "detail").asString()).startsWith("Port20001Purpose");
        }
    }

    @Test
    void showsWholePortNumbersOnBarsOrNone() throws IOException {
        SampleRun run = new SampleRun(page());
        SampleRun.Jvm jvm = run.jvm("Surefire fork");
        String purpose = "parameter 'port' of com.acme.OrderTests.ships(int)";
        for (int i = 0; i < 20; i++) {
            // from 10 to 70 of 1280 pixels
            int held = 8_000 + 2_500 * i;
            jvm.reserved(i * 60_000L, 20000 + i, purpose);
            jvm.released(i * 60_000L + held, 20000 + i);
        }
        jvm.ended(1_200_000);
        try (Context context = scripts().open(run.make(), "")) {
            String texts =
                    ScriptBrowser.tab(context).invokeMember("texts", "lanes").asString();

            assertThat(texts).contains("20019").doesNotContain("20000").doesNotContainPattern("(?m)^\\d+…$");
        }
    }

    @Test
    void drawsLessTheNearerItIsLookedAt() throws IOException {
        try (Context context = opened(60)) {
            Value tab = ScriptBrowser.tab(context);
            long all = painted(tab, "lanes", "fill", "--held");

            for (int i = 0; i < 5; i++) {
                tab.invokeMember("press", "chart", "+");
            }
            assertThat(painted(tab, "lanes", "fill", "--held")).isPositive().isLessThan(all);
            tab.invokeMember("click", "All");
            assertThat(painted(tab, "lanes", "fill", "--held")).isEqualTo(all);
        }
    }

    @Test
    void makesOneLaneOfAModule() throws IOException {
        SampleRun run = new SampleRun(page());
        for (String module : List.of("orders", "orders", "cart")) {
            SampleRun.Jvm jvm = run.fork(module);
            jvm.reserved(0, 20001, "parameter 'port' of com.acme.OrderTests.ships(int)");
            jvm.released(1_000_000, 20001);
            jvm.ended(1_000_000);
        }
        try (Context context = scripts().open(run.make(), "")) {
            Value tab = ScriptBrowser.tab(context);
            assertThat(tab.invokeMember("html").asString()).contains("data-lanes=\"3\"");

            tab.invokeMember("click", "One lane per module");
            assertThat(tab.invokeMember("html").asString()).contains("data-lanes=\"2\"");
            assertThat(painted(tab, "lanes", "fill", "--held")).isEqualTo(3);

            tab.invokeMember("click", "One lane per module");
            assertThat(tab.invokeMember("html").asString()).contains("data-lanes=\"3\"");
        }
    }

    private static long painted(Value tab, String canvas, String what, String color) {
        return tab.invokeMember("painted", canvas, what, color).asLong();
    }

    private Context opened(int reservations) throws IOException {
        return scripts()
                .open(new SampleRun(page()).withReservations(reservations).make(), "");
    }

    private ScriptBrowser scripts() {
        return (ScriptBrowser) browser();
    }
}
