package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTests {
    private static final Pattern MADE_UP = Pattern.compile("\\{([hAd]?)([0-9]+)}");
    private static final Pattern SECRET = Pattern.compile("«(.*?)»");

    @ParameterizedTest
    @MethodSource
    void areHidden(String form) {
        String made = makeUp(form);
        List<String> secrets =
                SECRET.matcher(made).results().map(found -> found.group(1)).toList();

        String shown = String.join(" ", Secrets.hide(arguments(made.replaceAll("[«»]", ""))));

        assertThat(secrets).isNotEmpty();
        assertThat(shown).contains("***").doesNotContain(secrets);
        assertThat(shown).as("the program").startsWith(arguments(made).get(0));
    }

    static List<String> areHidden() throws IOException {
        return lines("secrets.txt");
    }

    @Test
    void areOfManyForms() throws IOException {
        assertThat(lines("secrets.txt")).doesNotHaveDuplicates().hasSizeGreaterThan(190);
    }

    @ParameterizedTest
    @MethodSource
    void areNoOthers(String form) {
        assertThat(Secrets.hide(arguments(form))).isEqualTo(arguments(form));
    }

    static List<String> areNoOthers() throws IOException {
        return lines("no-secrets.txt");
    }

    /** A search that looks back over what it has seen takes minutes for some of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "A1b",
                "key",
                "-",
                "--",
                "://",
                "://a:",
                "a@",
                "--key ",
                "'",
                "\"",
                "x:",
                "x=",
                "?sig=",
                "&key=a",
                "eyJ",
                "ghp_",
                "AKIA",
                "sk-",
                "password ",
                "set a ",
                "sh -c ",
                "'sh -c ",
                ".",
                "a.b-",
                "aB",
                "/",
                "\\",
                "%3D",
                " ",
                "\n",
                "1",
                "\u00e9",
                "http://h:1/",
                "Bearer ",
                "-p ",
                "mysql -p",
                "xoxb-1-",
                "<key>",
                "\\\"key\\\" : ",
                "{\"a\":1,"
            })
    void takeTimeInProportionToTheLength(String part) {
        String longest = part.repeat(131_072 / part.length());
        long start = System.nanoTime();

        Secrets.hide(List.of("sh", "-c", longest));

        // 0.2 s on an idle machine; the square of the length takes minutes
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private static List<String> arguments(String line) {
        return Arrays.asList(line.split("  "));
    }

    private static String makeUp(String form) {
        Random random = new Random(form.hashCode());
        return MADE_UP.matcher(form).replaceAll(wanted -> {
            String letters = switch (wanted.group(1)) {
                case "h" -> "0123456789abcdef";
                case "A" -> "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
                case "d" -> "0123456789";
                default -> "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
            };
            StringBuilder text = new StringBuilder();
            for (int i = Integer.parseInt(wanted.group(2)); i > 0; i--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            return Matcher.quoteReplacement(text.toString());
        });
    }

    private static List<String> lines(String file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(SecretsTests.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.startsWith("#")) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }
}
