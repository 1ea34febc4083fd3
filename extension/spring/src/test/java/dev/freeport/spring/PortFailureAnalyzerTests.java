package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.freeport.spring.StartFailureTests.TakenShop;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

/** The report that Spring Boot logs when an application cannot start. */
class PortFailureAnalyzerTests {
    private static final String REPORTER = "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

    @AfterEach
    void endOtherProcesses() {
        StartFailureTests.endOwners();
    }

    @Test
    void namesTheOwnerAndWhatToDo() {
        SpringApplication application = new SpringApplicationBuilder(TakenShop.class)
                .web(WebApplicationType.NONE)
                .build();

        String report = reportOf(() -> assertThatException()
                .isThrownBy(application::run)
                .extracting(failure -> failure.getSuppressed()[0])
                .asString()
                .contains("for ${freeport.http} of the application " + TakenShop.class.getName()));

        assertThat(report)
                .containsSubsequence(
                        "APPLICATION FAILED TO START",
                        "Description:",
                        " is taken: pid ",
                        "  cause       ",
                        "Action:" + System.lineSeparator() + System.lineSeparator()
                                + "Let the test end what it started (kill ")
                .doesNotContain("what to do");
    }

    @Test
    void saysTheSameOfTheContextOfATest() {
        List<SpringRun> runs = new ArrayList<>();
        String report = reportOf(() -> runs.add(SpringRun.of(TakenTestCase.class)));

        SpringRun run = runs.get(0);
        assertThat(run.failures()).hasSize(1);
        assertThat(report)
                .containsSubsequence(
                        "Description:",
                        "Port " + run.port("taken") + " is taken: pid " + run.port("owner") + " listens on it.",
                        "Action:",
                        "Let the test end what it started (kill " + run.port("owner") + ")")
                .doesNotContain("what to do", "Original failure");
    }

    @Test
    void saysWhichNameIsRefused() {
        assertThat(reportOf(() -> SpringRun.of(NoNameTestCase.class)))
                .contains("Description:" + System.lineSeparator() + System.lineSeparator()
                        + "No port for ${freeport.leaks}: it is a setting of Freeport and names no port. Use another"
                        + " name, such as ${freeport.leaks-port}.");
    }

    @Test
    void leavesWhatHasNothingToDoWithPorts() {
        assertThat(new PortFailureAnalyzer().analyze(new IllegalStateException("no stock")))
                .isNull();
    }

    private static String reportOf(Runnable start) {
        StringBuilder logged = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.append(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(REPORTER);
        logger.addHandler(handler);
        // Spring Boot would remove the handler
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        try {
            start.run();
        } finally {
            System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
            logger.removeHandler(handler);
        }
        return logged.toString();
    }

    @SpringBootTest(classes = TakenShop.class)
    @TestPropertySource(properties = "shop=analyzed")
    static class TakenTestCase {
        @Test
        void starts() {}
    }

    @SpringBootTest(classes = Shop.class)
    @TestPropertySource(properties = "server.port=${freeport.leaks}")
    static class NoNameTestCase {
        @Test
        void starts() {}
    }
}
