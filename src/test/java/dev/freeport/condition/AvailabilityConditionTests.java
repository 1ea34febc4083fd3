package dev.freeport.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvailabilityConditionTests {
    @Test
    void namesTheFirstThingThatIsMissing() throws Exception {
        assertThat(AvailabilityCondition.missing(NeedyTestCase.class, need -> false))
                .hasValue(Prerequisite.CHROMIUM);
        assertThat(AvailabilityCondition.missing(NeedyTestCase.class, need -> need == Prerequisite.CHROMIUM))
                .hasValue(Prerequisite.NETWORK_NAMESPACES);
        assertThat(AvailabilityCondition.missing(NeedyTestCase.class, need -> true))
                .isEmpty();
        assertThat(AvailabilityCondition.missing(
                        NeedyTestCase.class.getDeclaredMethod("needsNothingItself"), need -> false))
                .as("once for the class is enough")
                .isEmpty();
    }

    @Test
    void countsTheTestsOfAClass() {
        assertThat(AvailabilityCondition.tests(NeedyTestCase.class)).isEqualTo(4);
    }

    @Test
    void writesALineForEachTestThatIsSkipped(@TempDir Path directory) {
        Path folder = directory.resolve("skipped-tests");
        SkippedTests.add(folder, Prerequisite.CHROMIUM, 2);
        SkippedTests.add(folder, Prerequisite.NETWORK_NAMESPACES, 1);

        assertThat(folder.resolve("" + ProcessHandle.current().pid())).hasContent("""
                chromium\tDebian: apt-get install chromium
                chromium\tDebian: apt-get install chromium
                network namespaces\tas root, with util-linux and iproute2
                """);
    }

    @Test
    void triesOutWhetherACommandWorks() {
        assertThat(Prerequisite.works(List.of(java(), "-version"))).isTrue();
        assertThat(Prerequisite.works(List.of(java(), "-no-such-option"))).isFalse();
        assertThat(Prerequisite.works(List.of("freeport-no-such-program"))).isFalse();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @EnabledIfAvailable({Prerequisite.CHROMIUM, Prerequisite.NETWORK_NAMESPACES})
    static class NeedyTestCase extends Inherited {
        @Test
        void needsNothingItself() {}

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void countsAsOne(int number) {}

        @AfterEach
        void isNoTest() {}

        @Nested
        class Inner {
            @Test
            void isInside() {}
        }
    }

    abstract static class Inherited {
        @Test
        void isInherited() {}
    }
}
