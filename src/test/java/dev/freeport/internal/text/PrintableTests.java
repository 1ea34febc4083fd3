package dev.freeport.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTests {
    @Test
    void limitsTexts() {
        String longest = "x".repeat(20_000);

        assertThat(Printable.limited(longest)).isSameAs(longest);
        assertThat(Printable.limited(longest + "yy")).isEqualTo(longest + "... [2 more characters]");
        assertThat(Printable.limited(longest.substring(1) + "\ud83d\ude00"))
                .as("no half of a character")
                .isEqualTo(longest.substring(1) + "... [2 more characters]");
    }

    @ParameterizedTest
    @CsvSource({
        "001b, \\u001b",
        "0000, \\u0000",
        "007f, \\u007f",
        "009b, \\u009b",
        "00ad, \\u00ad",
        "200b, \\u200b",
        "202e, \\u202e",
        "2028, \\u2028",
        "2029, \\u2029",
        "2066, \\u2066",
        "feff, \\ufeff",
        "d800, \\ud800",
        "e0041, \\udb40\\udc41"
    })
    void showsWhatATerminalObeysOrHides(String code, String shown) {
        String character = Character.toString(Integer.parseInt(code, 16));

        assertThat(Printable.line("a" + character + "b" + character)).isEqualTo("a" + shown + "b" + shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "\n", "\r"})
    void isOnOneLine(String blank) {
        assertThat(Printable.line("a" + blank + "b")).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ShopTests.ships(int)", "sch\u00f6n ~", "\u05e9\u05dc\u05d5\u05dd", "\ud83d\ude00", "\\u202e"
            })
    void leavesAllElseAsItIs(String text) {
        assertThat(Printable.line(text)).isSameAs(text);
    }

    @Test
    void doesNotChangeWhatItHasMade() {
        String line = Printable.line("a\u202e\u001b\n\u2028");

        assertThat(Printable.line(line)).isSameAs(line);
    }
}
