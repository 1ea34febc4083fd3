package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.PortRange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers in the code of a test and in the texts of its failure. */
class CodeNumbersTests {
    @Test
    void areThoseOfInstructionsAndTexts() {
        CodeNumbers code = InCodeTestCase.numbers();

        assertThat(List.of(InCodeTestCase.LONG, InCodeTestCase.SHORT, (int) Short.MAX_VALUE, 17303))
                .allMatch(code::contain);
        assertThat(List.of(7303, 1730, 18080, 61235)).noneMatch(code::contain);
        assertThat(List.of(17304, 17305)).as("parts of longer numbers").noneMatch(code::contain);
        assertThat(CodeNumbers.NONE.contain(InCodeTestCase.SHORT)).isFalse();
    }

    @Test
    void ofARangeAreThoseOfConstantsAndTexts() {
        CodeNumbers code = InCodeTestCase.numbers();

        assertThat(code.in(List.of(new PortRange(17000, 18000), new PortRange(61000, 62000))))
                .containsExactly(InCodeTestCase.SHORT, 17303, InCodeTestCase.LONG);
        assertThat(code.in(List.of(new PortRange(17304, 17305))))
                .as("parts of longer numbers")
                .isEmpty();
        assertThat(code.in(List.of())).isEmpty();
    }

    @Test
    void areFoundByAThreadWithoutAClassLoader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        try {
            assertThat(InCodeTestCase.numbers().contain(InCodeTestCase.SHORT)).isTrue();
        } finally {
            Thread.currentThread().setContextClassLoader(loader);
        }
    }

    /** A class that binds ports, as the bytes of its file show. */
    static final class InCodeTestCase {
        static final int LONG = 61_234;
        static final int SHORT = 17_302;

        static CodeNumbers numbers() {
            IllegalStateException failure = new IllegalStateException(
                    "localhost:17303, but not 173040 or 917305: " + sum(SHORT, LONG) + sum(32_767, LONG));
            failure.setStackTrace(new StackTraceElement[] {
                failure.getStackTrace()[0],
                new StackTraceElement("org.junit.platform.commons.util.ReflectionUtils", "invokeMethod", "x.java", 1)
            });
            return CodeNumbers.of(List.of(failure));
        }

        private static long sum(int one, int other) {
            return (long) one + other;
        }
    }
}
