package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.fixture.ForkedJvm;
import dev.freeport.fixture.JvmLaunch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.testng.TestNG;
import org.testng.annotations.Test;

/** Proves that the listener explains bind failures of tests and of configuration methods, and releases what it has reserved. */
public class PortListenerTests {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @Test
    public void explainsBindFailuresOfTests() throws Exception {
        assertExplainedAndReleased(TakenPort.class);
    }

    @Test
    public void explainsBindFailuresOfConfigurationMethods() throws Exception {
        assertExplainedAndReleased(TakenPortBeforeClass.class);
    }

    private static void assertExplainedAndReleased(Class<?> testClass) throws Exception {
        Path directory = Files.createTempDirectory(TARGET, "ports");
        Path reports = Files.createTempDirectory(TARGET, "testng");
        JvmLaunch launch = JvmLaunch.of(TestNG.class).withProperty("freeport.directory", directory.toString());
        try (ForkedJvm jvm = launch.start("-testclass", testClass.getName(), "-d", reports, "-verbose", "2")) {
            jvm.awaitEnd(Duration.ofSeconds(60));

            assertThat(jvm.output()).containsPattern("Port [0-9]+ is taken: this JVM itself listens on it\\.");
        }
        try (Stream<Path> files = Files.list(directory)) {
            Path journal = files.filter(file -> file.getFileName().toString().startsWith("journal-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(journal))
                    .containsPattern(
                            "(?s)RESERVED.*private int " + Pattern.quote(testClass.getName()) + "\\.port.*RELEASED");
        }
    }
}
