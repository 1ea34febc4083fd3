package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.freeport.PortRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A client that has the port of its own class, while the server still has that of an earlier one, as cached contexts have. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class RefusedConnectionTests {
    private static final List<ServerSocket> CACHED = new ArrayList<>();

    @AfterEach
    void closeServers() throws IOException {
        for (ServerSocket server : CACHED) {
            server.close();
        }
        CACHED.clear();
    }

    @Test
    void namesThePortOfTheEarlierClass() {
        TestRun.of(OneTestCase.class, PortRequest.LEAKS, "warn").succeeds(1);

        Throwable failure = TestRun.of(TwoTestCase.class).failure();

        assertThat(failure).isExactlyInstanceOf(ConnectException.class);
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .hasMessageStartingWith("Connection refused: no process listens on port " + TwoTestCase.mine
                                + ", reserved for parameter 'port' of " + TwoTestCase.class.getName()
                                + ".connects(int)")
                        .hasMessageContaining("; this JVM still listens on "
                                + CACHED.get(0).getLocalPort()
                                + ", which RefusedConnectionTests$OneTestCase had reserved."));
    }

    static class OneTestCase {
        @FreePort
        static int port;

        @Test
        void starts() throws IOException {
            CACHED.add(new ServerSocket(port));
        }
    }

    static class TwoTestCase {
        private static int mine;

        @Test
        void connects(@FreePort int port) throws IOException {
            mine = port;
            new Socket(InetAddress.getLoopbackAddress(), port).close();
        }
    }

    @Test
    void saysNothingOfAFailureThatTheTestExpects() {
        TestRun.of(ExpectingTestCase.class).succeeds(1);
    }

    static class ExpectingTestCase {
        @Test
        void isRefused(@ClosedPort int port) {
            assertThat(catchThrowable(() -> new Socket(InetAddress.getLoopbackAddress(), port).close()))
                    .isInstanceOf(ConnectException.class)
                    .hasNoSuppressedExceptions();
        }
    }
}
