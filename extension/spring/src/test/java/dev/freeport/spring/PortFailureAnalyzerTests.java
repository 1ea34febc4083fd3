package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import dev.freeport.spring.StartFailureTests.TakenShop;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.test.context.ContextConfiguration;

/** What Spring Boot reports when an application cannot start. */
class PortFailureAnalyzerTests {
    private static final List<FailureAnalysis> ANALYSES = new CopyOnWriteArrayList<>();

    @AfterEach
    void endOtherProcesses() {
        StartFailureTests.endOwners();
        ANALYSES.clear();
    }

    @Test
    void isTheFirstThatSpringBootAsks() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
                        .load(FailureAnalyzer.class, (type, name, withoutArguments) -> {}))
                .first()
                .isExactlyInstanceOf(PortFailureAnalyzer.class);
    }

    @Test
    void namesTheOwnerAndWhatToDo() {
        Exception failure = catchException(() -> new SpringApplicationBuilder(TakenShop.class)
                .web(WebApplicationType.NONE)
                .run());

        FailureAnalysis analysis = Objects.requireNonNull(new PortFailureAnalyzer().analyze(failure));

        assertThat(analysis.getDescription())
                .containsPattern("^Port \\d+ is taken: pid \\d+ listens on it\\.")
                .contains(
                        "wanted      by this JVM for ${freeport.http} of the application " + TakenShop.class.getName())
                .doesNotContain("what to do");
        assertThat(analysis.getAction())
                .matches("Let this program end what it started \\(kill \\d+\\), and wait until it has ended\\.");
        assertThat(analysis.getCause()).isSameAs(failure);
    }

    @Test
    void saysTheSameOfTheContextOfATest() {
        SpringRun run = SpringRun.of(TakenTestCase.class);

        assertThat(run.failures()).hasSize(1);
        assertThat(ANALYSES).singleElement().satisfies(analysis -> {
            assertThat(analysis.getDescription())
                    .startsWith("Port " + run.port("taken") + " is taken: pid " + run.port("owner") + " listens on it.")
                    .doesNotContain("what to do", "Original failure");
            assertThat(analysis.getAction())
                    .isEqualTo("Let this program end what it started (kill " + run.port("owner")
                            + "), and wait until it has ended.");
        });
    }

    @Test
    void saysWhichNameIsRefused() {
        Exception failure = catchException(() -> new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.NONE)
                .properties("server.port=${freeport.leaks}")
                .run());

        assertThat(Objects.requireNonNull(new PortFailureAnalyzer().analyze(failure))
                        .getDescription())
                .isEqualTo("No port for ${freeport.leaks}: it is a setting of Freeport and names no port. Use another"
                        + " name, such as ${freeport.leaks-port}.");
    }

    @Test
    void leavesWhatHasNothingToDoWithPorts() {
        assertThat(new PortFailureAnalyzer().analyze(new IllegalStateException("no stock")))
                .isNull();
    }

    /** Analyzes where Spring Boot does: when its listeners know that the start has failed. */
    static class Analysis implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            ApplicationListener<ApplicationFailedEvent> listener =
                    event -> ANALYSES.add(new PortFailureAnalyzer().analyze(event.getException()));
            context.addApplicationListener(listener);
        }
    }

    @SpringBootTest(classes = TakenShop.class)
    @ContextConfiguration(initializers = Analysis.class)
    static class TakenTestCase {
        @Test
        void starts() {}
    }
}
