package dev.freeport.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside the page, for programs and for the summary of a CI job. */
class BuildSummaryTests {
    @TempDir
    Path directory;

    private SampleRun run() {
        return new SampleRun(directory.resolve("ports.html"));
    }

    private String summary(SampleRun run) throws IOException {
        return Files.readString(Path.of(run.make() + ".md"));
    }

    private JsonNode index(SampleRun run) throws IOException {
        return new ObjectMapper().readTree(Path.of(run.make() + ".json").toFile());
    }

    @Test
    void hasAtMostTenLines() throws IOException {
        SampleRun run = run();
        SampleRun.Jvm jvm = run.fork("orders");
        for (int i = 0; i < 7; i++) {
            jvm.reserved(i, 20001 + i, "field 'port' of com.acme.BaseTests");
            jvm.failed(i, 20001 + i);
            jvm.testFailed(i, 20001 + i, "com.acme.OrderTests.ships" + i + "()");
        }
        jvm.leaked(10, 20001);
        jvm.leaked(11, 20002);
        jvm.waited(20, 8080, 900_020, 0, "com.acme.LegacyTests");
        jvm.waited(20, 0, 200_020, 20001, "com.acme.ShortTests");
        jvm.ended(1_000_000);

        assertThat(summary(run)).isEqualTo("""
                ### Ports of `orders`: `mvn -B verify`

                7 bind failures, 2 leaks, 2 waits (1 in vain); 7 reservations in 1 JVM.

                - Bind failure at 10:47:48 UTC, `com.acme.OrderTests.ships0()`: `Port 20001 is taken: pid 1164 listens on it.`
                - Bind failure at 10:47:48 UTC, `com.acme.OrderTests.ships1()`: `Port 20002 is taken: pid 1164 listens on it.`
                - Bind failure at 10:47:48 UTC, `com.acme.OrderTests.ships2()`: `Port 20003 is taken: pid 1164 listens on it.`
                - and 4 more bind failures
                - Leak at 10:47:48 UTC, `BaseTests`: `Port 20001 is taken: this JVM listens on it.`
                - and 1 more leak
                - Slowest wait: 900 ms for port 8080, in vain, `com.acme.LegacyTests`
                """);
    }

    @Test
    void saysThatAllWentWell() throws IOException {
        SampleRun run = run();
        SampleRun.Jvm jvm = run.fork("orders");
        jvm.reserved(0, 20001, "parameter 'port' of com.acme.OrderTests.ships(int)");
        jvm.released(10, 20001);
        jvm.ended(20);

        assertThat(summary(run)).endsWith("\n\n0 bind failures, 0 leaks, 0 waits; 1 reservation in 1 JVM.\n\n");
    }

    @Test
    void showsHostileNamesAsTheyAre() throws IOException {
        SampleRun run = run();
        SampleRun.Jvm jvm = run.fork("orders");
        jvm.testFailed(0, 8080, "`](http://x) <img src=x>\n# heading");

        assertThat(summary(run)).contains(", `'](http://x) <img src=x>'# heading`: ");
    }

    @Test
    void isAnIndexOfTheSameFacts() throws IOException {
        JsonNode index = index(run().withReservations(20));

        assertThat(index.get("project").textValue()).isEqualTo("orders");
        assertThat(index.get("command").textValue()).isEqualTo("mvn -B verify");
        assertThat(index.get("jvms"))
                .extracting(jvm -> jvm.get("state").textValue())
                .containsExactly("ended", "ended", "ended", "killed");
        assertThat(index.get("reservations")).hasSize(20);
        assertThat(index.get("bindFailures")).singleElement().satisfies(failure -> {
            assertThat(failure.get("headline").textValue()).endsWith(" is taken: pid 1164 listens on it.");
            assertThat(failure.get("test").textValue()).matches("[A-Z]\\w+Tests.*");
            assertThat(failure.get("probablePort").isNull()).isTrue();
        });
        assertThat(index.get("leaks"))
                .singleElement()
                .satisfies(leak -> assertThat(leak.get("test").textValue()).matches("[A-Z]\\w+Tests[.]\\w+\\(int\\)"));
        assertThat(index.get("waits")).hasSize(2);
        assertThat(index.get("reservations"))
                .filteredOn(held -> held.get("to").isNull())
                .hasSize(1);
    }

    @Test
    void knowsTheProbablePortOfAFailureThatNamesNone() throws IOException {
        SampleRun run = run();
        SampleRun.Jvm jvm = run.fork("orders");
        jvm.testFailed(0, "ShopTests.a()", "Probably port 18080: pid 1164 listens on it. Bound at ShopTests.java:6.");
        jvm.testFailed(1, "ShopTests.b()", "A port is taken, and the failure does not name it.");
        jvm.testFailed(2, 8080, "ShopTests.c()");

        assertThat(index(run).get("bindFailures"))
                .extracting(
                        failure -> failure.get("port").asText(),
                        failure -> failure.get("probablePort").asText())
                .containsExactly(tuple("null", "18080"), tuple("null", "null"), tuple("8080", "null"));
    }

    @Test
    void passesOverWhatCannotBeRead() throws IOException {
        SampleRun run = run();
        SampleRun.Jvm jvm = run.fork("orders");
        jvm.write(
                "[\"+\",1,2\n[\"+\"]\n{}\n[[[[[[[[[[]]]]]]]]]]\n[\"-\",\"x\",[],1]\n[\"w\",99999999999999999999]\n\n");
        jvm.reserved(0, 20001, "whole \"name\" \u20ac");
        jvm.write("[\"+\",17952580");

        JsonNode index = index(run);

        assertThat(index.get("reservations"))
                .singleElement()
                .satisfies(held -> assertThat(held.get("purpose").textValue()).isEqualTo("whole \"name\" \u20ac"));
    }
}
