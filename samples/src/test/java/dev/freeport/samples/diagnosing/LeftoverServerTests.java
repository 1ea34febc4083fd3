package dev.freeport.samples.diagnosing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.FreePorts;
import dev.freeport.fixture.ForkedJvm;
import dev.freeport.fixture.JvmLaunch;
import java.net.BindException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Shows a server that an earlier build has left behind: its process, and the test that had reserved its port. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems tell less, or in other words")
class LeftoverServerTests {
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private long build;
    private int port;
    private ProcessHandle server;

    @BeforeEach
    void letAnEarlierBuildBeKilled() {
        try (ForkedJvm jvm = JvmLaunch.of(EarlierBuild.class)
                .withInheritedProperty("freeport.directory")
                .start()) {
            String[] said = jvm.awaitLine(AT_MOST).split(" ");
            jvm.awaitEnd(AT_MOST);
            build = jvm.pid();
            port = Integer.parseInt(said[0]);
            server = ProcessHandle.of(Long.parseLong(said[1])).orElseThrow();
        }
    }

    @AfterEach
    void endTheServer() {
        server.destroyForcibly();
        server.onExit().join();
    }

    @Test
    void isNamedWithTheTestThatHadThePort() {
        assertThatThrownBy(() -> new ServerSocket(port).close()).isInstanceOf(BindException.class);

        assertThat(FreePorts.explain(port).toString())
                .containsSubsequence(
                        "Port " + port + " is taken: pid " + server.pid() + " listens on it.",
                        "dev.freeport.samples.diagnosing.EarlierBuild$ShopServer " + port,
                        "before      reserved by pid " + build + " for OrderTests.ships(int) at ",
                        ", which has ended",
                        "what to do  End the process (kill " + server.pid() + "), ");
    }
}
