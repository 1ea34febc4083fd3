package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.freeport.PortRequest;
import dev.freeport.diagnosis.PortUnavailableError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server that a guard socket keeps out, and that says nothing. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "there are no guard sockets elsewhere")
class GuardedPortTests {
    private static final String HEADLINE = "is held by the guard socket of its reservation now, and by nothing else.";
    private static final String REMEDY =
            "what to do  Let the server set SO_REUSEADDR before it binds (setReuseAddr(true), setReuseAddress(true)); for"
                    + " one that cannot, set freeport.guard-socket=off, or @FreePort(guardSocket ="
                    + " FreePort.GuardSocket.OFF). If it sets the option, check what the test closes before it fails.";

    @Test
    void isNamedBesideAFailureThatDoesNotSpeakOfPorts() {
        Throwable failure =
                TestRun.of(SilentTestCase.class, PortRequest.GUARD_SOCKET, "on").failure();

        assertThat(failure).isExactlyInstanceOf(AssertionError.class).hasMessage("the server is not up");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(explanation -> assertThat(explanation)
                        .isExactlyInstanceOf(PortUnavailableError.class)
                        .hasMessageStartingWith("No server listened on a port of this test when it failed, and a guard"
                                + " socket keeps out servers that bind without SO_REUSEADDR.")
                        .hasMessageContainingAll(HEADLINE, REMEDY));
    }

    @Test
    void isNotNamedWhereNoGuardSocketIs() {
        assertThat(TestRun.of(SilentTestCase.class).failure().getSuppressed()).isEmpty();
    }

    static class SilentTestCase {
        @Test
        void test(@FreePort int port) {
            fail("the server is not up");
        }
    }

    @Test
    void comesFirstWhereAClientIsRefused() {
        Throwable failure = TestRun.of(RefusedClientTestCase.class, PortRequest.GUARD_SOCKET, "on")
                .failure();

        assertThat(failure)
                .isExactlyInstanceOf(PortUnavailableError.class)
                .hasMessageStartingWith("Port " + RefusedClientTestCase.used + " " + HEADLINE)
                .hasMessageContaining(REMEDY)
                .hasCauseExactlyInstanceOf(ConnectException.class);
    }

    static class RefusedClientTestCase {
        private static int used;

        @Test
        void test(@FreePort int port) throws IOException {
            used = port;
            try (Socket client = new Socket()) {
                client.connect(new InetSocketAddress("127.0.0.1", port));
            } catch (ConnectException refused) {
                throw new ConnectException("Connection refused: localhost/127.0.0.1:" + port);
            }
        }
    }

    @Test
    void isNotNamedWhereAServerListens() {
        assertThat(TestRun.of(ServedTestCase.class, PortRequest.GUARD_SOCKET, "on")
                        .failure()
                        .getSuppressed())
                .isEmpty();
    }

    static class ServedTestCase {
        private static @Nullable ServerSocket server;

        @Test
        void test(@FreePort(leaks = FreePort.Leaks.OFF) int port) throws IOException {
            server = new ServerSocket(port);
            fail("for another reason");
        }

        @AfterEach
        void stop() throws IOException {
            Objects.requireNonNull(server).close();
        }
    }
}
