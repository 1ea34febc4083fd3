package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Projects with a module and without one, really compiled and run. */
@DisabledIfSystemProperty(named = "wine", matches = "true", disabledReason = "the JRE there has no compiler")
class ConsumerTests {
    @TempDir
    Path directory;

    private Consumer consumer;

    @BeforeEach
    void write() throws IOException {
        consumer = new Consumer(directory)
                .with(
                        "ShopTests",
                        "@FreePort int field;",
                        "@Test void serves(@FreePort int port) throws Exception {",
                        "  try (ServerSocket one = new ServerSocket(port); ServerSocket two = new ServerSocket(field)) {",
                        "    System.out.println(\"served in \" + getClass().getModule()",
                        "        + \" with \" + FreePort.class.getModule());",
                        "  }",
                        "}")
                .with(
                        "PlainTests",
                        "@Test void fails() throws Exception {",
                        "  throw new BindException(\"Address already in use: /127.0.0.1:20001\");",
                        "}");
    }

    @Test
    void onTheClassPath() throws IOException {
        assertWorks(consumer.onClassPath(), "served in unnamed module @\\w+ with unnamed module @\\w+");
    }

    @Test
    void onTheModulePath() throws IOException {
        assertWorks(
                consumer.withModule().onModulePath(), "served in module consumer with module dev\\.freeport\\.junit");
    }

    @Test
    void onTheModulePathWhileTheLauncherIsOnTheClassPath() throws IOException {
        assertWorks(
                consumer.withModule().onModulePathWithLauncherOnClassPath(),
                "served in module consumer with module dev\\.freeport\\.junit");
    }

    /** One test passes on its ports, and the failure of the other is explained by the listener. */
    private static void assertWorks(Consumer.Run run, String served) {
        assertThat(run.output())
                .containsPattern(served)
                .containsPattern("\\[ +1 tests successful +\\]")
                .containsPattern("\\[ +1 tests failed +\\]")
                .contains(
                        "In consumer.PlainTests.fails(): Port 20001 is ",
                        "  failure     java.net.BindException: Address already in use: /127.0.0.1:20001")
                .contains("Suppressed: dev.freeport.diagnosis.PortUnavailableError: Port 20001 is ");
        assertThat(run.status()).isEqualTo(1);
    }
}
