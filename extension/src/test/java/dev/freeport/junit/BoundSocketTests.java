package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Sockets that a test is given bound already. */
class BoundSocketTests {
    private static final List<Object> SEEN = new ArrayList<>();

    @AfterEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void areBoundToTheirPortAndAtTheEndNeitherOpenNorALeak() {
        TestRun.of(AllKindsTestCase.class, PortRequest.LEAKS, "fail").succeeds(1);

        assertThat(SEEN)
                .hasSize(4)
                .satisfiesExactly(
                        socket -> assertThat(((ServerSocket) socket).isClosed()).isTrue(),
                        socket -> assertThat(((ServerSocketChannel) socket).isOpen())
                                .isFalse(),
                        socket ->
                                assertThat(((DatagramSocket) socket).isClosed()).isTrue(),
                        socket ->
                                assertThat(((DatagramChannel) socket).isOpen()).isFalse());
    }

    static class AllKindsTestCase {
        @Test
        void test(
                @FreePort ServerSocket server,
                @FreePort ServerSocketChannel serverChannel,
                @FreePort DatagramSocket datagrams,
                @FreePort DatagramChannel datagramChannel)
                throws IOException {
            SEEN.addAll(List.of(server, serverChannel, datagrams, datagramChannel));
            note("server", server.getLocalPort());
            note("channel", portOf(serverChannel.getLocalAddress()));
            assertThat(purpose(datagrams.getLocalPort())).contains("'datagrams'");
            assertThat(purpose(portOf(datagramChannel.getLocalAddress()))).contains("'datagramChannel'");
            connect(server.getLocalPort());
            connect(portOf(serverChannel.getLocalAddress()));
        }

        private static int portOf(java.net.SocketAddress address) {
            return ((InetSocketAddress) address).getPort();
        }

        private static String purpose(int port) {
            return FreePorts.explain(port, Protocol.UDP)
                    .reservedBy()
                    .orElseThrow()
                    .purpose();
        }

        private static void connect(int port) throws IOException {
            try (Socket client = new Socket("localhost", port)) {
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    @Test
    void areOneByName() {
        TestRun.of(NamedTestCase.class, PortRequest.LEAKS, "fail").succeeds(1);
    }

    static class NamedTestCase {
        @FreePort(
                value = "shop",
                protocol = {Protocol.TCP, Protocol.UDP})
        int port;

        @FreePort("shop")
        @Nullable
        ServerSocket field;

        @BeforeEach
        void closeTheFirst(@FreePort("shop") ServerSocket sameAsField) throws IOException {
            assertThat(sameAsField).isSameAs(field);
            sameAsField.close();
        }

        @Test
        void test(
                @FreePort("shop") ServerSocket again,
                @FreePort("shop") DatagramSocket besides,
                @FreePort("shop") ServerSocket sameAgain) {
            note("shop", port);
            assertThat(again).isNotSameAs(field).isSameAs(sameAgain);
            assertThat(again.getLocalPort()).isEqualTo(port);
            assertThat(besides.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.WINDOWS},
            disabledReason = "owners as Linux and Windows show them")
    void thatCannotBeBoundAreExplained() {
        Throwable failure = TestRun.of(TakenTestCase.class).failure();

        assertThat(failure).isExactlyInstanceOf(PortUnavailableError.class);
        int port = ((PortUnavailableError) failure).diagnoses().get(0).port();
        assertThat(String.valueOf(failure.getMessage()).lines())
                .startsWith(
                        "No ServerSocket for field 'socket' of " + TakenTestCase.class.getName() + ".",
                        "Port " + port + " is taken: this JVM itself listens on it.")
                .endsWith("Original failure: java.net.BindException: " + TestRun.IN_USE);
    }

    /** Takes the port when the first field has told it, before the second is set. */
    static class TakenTestCase extends Telling {
        @FreePort("shop")
        @Nullable
        ServerSocket socket;

        TakenTestCase(@FreePort("shop") int port) throws IOException {
            super(port);
        }

        @Test
        void test() {}

        @AfterEach
        void close() throws IOException {
            other.close();
        }
    }

    abstract static class Telling {
        final ServerSocket other;

        Telling(int port) throws IOException {
            other = new ServerSocket(port);
        }
    }

    @Test
    void ofOneNameAreOfOneType() {
        Throwable failure = TestRun.of(TwoTypesTestCase.class).failure();

        String type = TwoTypesTestCase.class.getName();
        assertThat(failure)
                .isExactlyInstanceOf(ExtensionConfigurationException.class)
                .hasMessage(
                        "No port for field 'channel' of %s: it asks for a ServerSocketChannel, but the port is already"
                                + " bound to the socket of field 'aSocket' of %s. Give both the same type, or names of their own.",
                        type, TwoTypesParent.class.getName());
    }

    static class TwoTypesTestCase extends TwoTypesParent {
        @FreePort("shop")
        @Nullable
        ServerSocketChannel channel;

        @Test
        void test() {}
    }

    abstract static class TwoTypesParent {
        @FreePort("shop")
        @Nullable
        ServerSocket aSocket;
    }
}
