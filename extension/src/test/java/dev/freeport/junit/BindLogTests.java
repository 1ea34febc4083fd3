package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.fixture.ForkedJvm;
import dev.freeport.fixture.JvmLaunch;
import dev.freeport.fixture.PortOccupier;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binds that a JVM logs, so that the port of a failure that names none is known. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the JDK logs its binds on Linux only")
class BindLogTests {
    private static final String PORT = "freeport.test.port";

    @ParameterizedTest
    @CsvSource({"on, true", "off, false"})
    void namesThePort(String log, boolean known) {
        try (PortOccupier taken = PortOccupier.byOtherJvm().occupy();
                ForkedJvm tests = JvmLaunch.of(Tests.class)
                        .withProperty(PORT, "" + taken.port())
                        .withProperty("freeport.bind-log", log)
                        .start()) {
            tests.awaitEnd(Duration.ofMinutes(2));

            String firstLine = "In " + BindingTestCase.class.getName() + ".binds(): ";
            assertThat(tests.output()).contains(firstLine);
            assertThat(tests.output().contains(firstLine + "Port " + taken.port() + " is "))
                    .as(tests.output())
                    .isEqualTo(known);
        }
    }

    static final class Tests {
        private Tests() {}

        public static void main(String[] arguments) {
            System.err.print(LauncherRun.of(BindingTestCase.class).errorOutput());
        }
    }

    static class BindingTestCase {
        @Test
        void binds() throws IOException {
            new ServerSocket(Integer.getInteger(PORT)).close();
        }
    }
}
