package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.internal.text.GivenExplanations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs say when their port is taken, as their users reported it, with another port; and what only sounds like it. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class InUseTextTests {
    @BeforeEach
    void forget() {
        GivenExplanations.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // JVM
                "Port already in use: PORT; nested exception is: ",
                "Error: Exception thrown by the agent : java.rmi.server.ExportException: Port already in use: PORT",
                "Port [PORT] is already in use and auto-increment is disabled. Hazelcast cannot start.",
                "localhost/127.0.0.1:PORT is in use by another process.  Change listen_address:storage_port in"
                        + " cassandra.yaml to values that do not conflict with other services",
                "Failed to bind to server socket: tcp://0.0.0.0:PORT?maximumConnections=1000&wireFormat.maxFrameSize=104857600"
                        + " due to: java.net.BindException: Address already in use",
                "Connector configured to listen on port PORT failed to start",
                "Failed to start end point associated with ProtocolHandler [\"http-nio-PORT\"]:"
                        + " java.net.BindException: Address already in use",
                "Web server failed to start. Port PORT was already in use.",
                "Could not listen on port PORT on host localhost: java.net.BindException: Address already in use",
                "Exception opening port \"PORT\" (port may be in use), cause: \"java.net.BindException: Address already in"
                        + " use\" [90061-224]",
                "Address localhost:PORT is already in use, cannot bind to it.",
                "Failed to bind to [PORT]",
                "Failed binding port=PORT",
                "Port PORT is busy, please choose a free port and specify it using -port option",
                "Socket server failed to bind to 0.0.0.0:PORT: Address already in use.",
                // Node
                "Error: listen EADDRINUSE: address already in use :::PORT",
                "Error: listen EADDRINUSE :::PORT\n    at Object._errnoException (util.js:1022:11)\n"
                        + "    at Server.setupListenHandle [as _listen2] (net.js:1351:14)",
                "Something is already running on port PORT.",
                "Error: Port PORT is already in use",
                // Go
                "listen tcp :PORT: bind: address already in use",
                "listen tcp4 0.0.0.0:PORT: bind: Only one usage of each socket address (protocol/network address/port) is"
                        + " normally permitted.",
                "failed to bind host port for 0.0.0.0:PORT:172.17.0.2:5432/tcp: address already in use",
                "Bind for 0.0.0.0:PORT failed: port is already allocated",
                "Unable to listen on port PORT: Listeners failed to create with the following errors: [unable to create"
                        + " listener: Error listen tcp4 127.0.0.1:PORT: bind: address already in use]",
                // C and C++
                "Starting ChromeDriver 102.0.5005.61 (0) on port PORT\nOnly local connections are allowed.\n"
                        + "[1662993105.414][SEVERE]: bind() failed: Address already in use (98)",
                "Starting ChromeDriver 109.0.5414.74 on port PORT\nIPv6 port not available. Exiting...",
                "Starting ChromeDriver 109.0.5414.74 on port PORT\nOnly local connections are allowed.\n"
                        + "[1675218601.404][SEVERE]: bind() returned an error: \u901a\u5e38\u6bcf\u4e2a (0x2740)",
                "[5017] 08 Jan 18:13:47.548 # Creating Server TCP listening socket *:PORT: bind: Address already in use",
                "1988:M 05 May 2025 11:23:04.084 # Warning: Could not create server TCP listening socket 127.0.0.1:PORT: bind:"
                        + " Address already in use\n1988:M 05 May 2025 11:23:04.085 # Failed listening on port PORT (tcp),"
                        + " aborting.",
                "could not bind IPv4 address \"127.0.0.1\": Address already in use\n"
                        + "HINT:  Is another postmaster already running on port PORT? If not, wait a few seconds and retry.",
                "nginx: [emerg] bind() to 0.0.0.0:PORT failed (98: Address already in use)",
                "(98)Address already in use: AH00072: make_sock: could not bind to address [::]:PORT",
                "Can't start server: Bind on TCP/IP port: Address already in use\n"
                        + "Do you already have another mysqld server running on port: PORT ?",
                "listen(): bind() failed Address already in use for socket: 0.0.0.0:PORT",
                "failed to create listening socket for port PORT: Address already in use",
                "channel_setup_fwd_listener_tcpip: cannot listen to port: PORT",
                // others
                "[Errno 98] error while attempting to bind on address ('127.0.0.1', PORT): address already in use",
                "Port PORT is in use by another program. Either identify and stop that program, or start the server with a"
                        + " different port.",
                "Address already in use - bind(2) for \"127.0.0.1\" port PORT (Errno::EADDRINUSE)",
                "Failed to start Ranch listener {acceptor,{0,0,0,0,0,0,0,0},PORT} in ranch_tcp:listen([{port,PORT}]) for"
                        + " reason eaddrinuse (address already in use)",
                "Failed to bind to address http://127.0.0.1:PORT: address already in use.",
                "Failed to listen on localhost:PORT (reason: Address already in use)",
                "thread 'main' panicked at 'error binding to 127.0.0.1:PORT: error creating server listener: Address already"
                        + " in use (os error 98)'"
            })
    void isExplainedBeside(String text) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AssertionError failure =
                    new AssertionError("not ready: " + text.replace("PORT", String.valueOf(taken.getLocalPort())));

            assertThat(explain(failure)).isSameAs(failure);
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .isInstanceOfSatisfying(PortUnavailableError.class, explanation -> {
                        assertThat(explanation.diagnoses())
                                .extracting(PortDiagnosis::port)
                                .containsExactly(taken.getLocalPort());
                        assertThat(explanation)
                                .hasMessageStartingWith("Port " + taken.getLocalPort() + " is taken: this JVM itself");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expected: <PORT> but was: <0>",
                "Server started on port PORT",
                "Could not start mail server smtp:127.0.0.1:PORT, try to set server startup timeout > 1000",
                "expected the server to listen on PORT",
                "com.acme.ShopTests.bindsTheCart(ShopTests.java:PORT) failed: in use",
                "version 1.PORT of the binder is in use",
                "20PORT00 carts are in use",
                "Connection reset by /127.0.0.1:PORT"
            })
    void onlySoundsLikeIt(String text) throws IOException {
        try (ServerSocket own = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertLeftAlone(text.replace("PORT", String.valueOf(own.getLocalPort())));
        }
    }

    @Test
    void isNotBelievedIfThePortIsFree() {
        try (PortReservation free = FreePorts.reserve()) {
            assertLeftAlone("Error: listen EADDRINUSE: address already in use :::" + free.port());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            port in use        | true  | true
            bind failed        | true  | true
            binds the cart     | true  | false
            failed             | false | false
            cart 17 is missing | false | false
            """)
    void isAHintOrMore(String text, boolean speaks, boolean saysThatABindFailed) {
        assertThat(new InUseText(text).speaks()).isEqualTo(speaks);
        assertThat(new InUseText(text).saysThatABindFailed()).isEqualTo(saysThatABindFailed);
        assertThat(BindFailureExplainer.saysThatABindFailed(
                        new IllegalStateException("context", new IOException(text))))
                .isEqualTo(saysThatABindFailed);
    }

    @Test
    void namesPortsThatNeedNoPrivileges() {
        assertThat(new InUseText("1023 65536 65535 1024 1024").numbers()).containsExactly(1024, 65535);
    }

    @Test
    void namesAThousandPorts() {
        String text = IntStream.range(20_000, 22_000).mapToObj(String::valueOf).collect(Collectors.joining(" "));

        assertThat(new InUseText(text).numbers())
                .hasSize(1000)
                .startsWith(20_000)
                .endsWith(20_999);
    }

    private static void assertLeftAlone(String text) {
        IllegalStateException failure = new IllegalStateException(text);

        assertThat(explain(failure)).isSameAs(failure);
        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(BindFailureExplainer.explainBeside(failure)).isEmpty();
        assertThat(failure.getSuppressed()).isEmpty();
    }

    private static Throwable explain(Throwable failure) {
        return BindFailureExplainer.explain(failure, List::of, () -> false);
    }
}
