package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.freeport.FreePorts;
import dev.freeport.ReservedPort;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.fixture.PortOccupier;
import dev.freeport.junit.FreePort;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.Rule;
import org.junit.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Proves what Freeport does for tests of JUnit 4: a rule, explanations, and a warning about its annotations. */
public class JUnit4Tests {
    @Test
    public void aRuleReleasesItsPortAndExplainsABindFailure() throws IOException {
        SummaryGeneratingListener summary = run(TakenPort.class);
        TakenPort.server.close();

        assertThat(summary.getSummary().getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException().getSuppressed())
                        .filteredOn(PortUnavailableError.class::isInstance)
                        .singleElement()
                        .asString()
                        .contains("Port " + TakenPort.taken + " is taken: this JVM itself listens on it."));
        assertThat(FreePorts.reserved()).extracting(ReservedPort::port).doesNotContain(TakenPort.taken);
    }

    @Test
    public void aRuleDoesNotBlameItsPortForABindOfAnother() {
        try (PortOccupier other = PortOccupier.byOtherJvm().occupy()) {
            BindsAnother.taken = other.port();

            assertThat(run(BindsAnother.class).getSummary().getFailures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.getException().getSuppressed())
                            .filteredOn(PortUnavailableError.class::isInstance)
                            .singleElement()
                            .asString()
                            .contains(
                                    "listening   ",
                                    ":" + other.port() + ", pid " + other.pid() + " ",
                                    "the bind was for another port, one of those above",
                                    "Find out which port the server was to bind (freeport.bind-log=on")
                            .doesNotContain("Try again"));
        }
    }

    @Test
    public void anAnnotatedFieldInAClassThatImportsTheTestOfJUnit4IsWarnedOf() {
        List<String> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                warnings.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.freeport");
        logger.addHandler(handler);
        try {
            assertThat(run(WrongImport.class).getSummary().getTestsSucceededCount())
                    .isEqualTo(1);
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(warnings)
                .containsExactly("No port for field 'port' of com.acme.shop.JUnit4Tests$WrongImport: the engine"
                        + " junit-vintage runs the class, and only JUnit Jupiter injects ports."
                        + System.lineSeparator() + "Import org.junit.jupiter.api.Test instead of org.junit.Test, or"
                        + " reserve the port by FreePorts.reserve().");
    }

    private static SummaryGeneratingListener run(Class<?> testClass) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(testClass))
                                .build(),
                        summary);
        return summary;
    }

    /** Fails, if {@link JUnit4Tests} runs it. */
    public static class TakenPort {
        private static int taken;
        private static ServerSocket server;

        @Rule
        public final PortRule http = new PortRule();

        @Test
        public void binds() throws Exception {
            taken = http.port();
            server = new ServerSocket(taken);
            new ServerSocket(taken).close();
        }
    }

    /** Fails, if {@link JUnit4Tests} runs it. */
    public static class BindsAnother {
        private static int taken;

        @Rule
        public final PortRule http = new PortRule();

        @Test
        public void binds() throws Exception {
            new ServerSocket(taken).close();
        }
    }

    /** Imports {@code org.junit.Test}. */
    public static class WrongImport {
        @FreePort
        static int port;

        @Test
        public void hasNoPort() {
            assertThat(port).isZero();
        }
    }
}
