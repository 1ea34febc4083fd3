package dev.freeport.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.os.Netlink;
import dev.freeport.internal.process.Deadline;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SockDiagTests {
    private final List<String> requests = new ArrayList<>();

    @Test
    void readsAnAnswer() throws IOException {
        KernelSocket socket = new SockDiag(answering(answer(2, 7, 20000, "7f000001", 1000, 4242)))
                .read(20000, SockDiag.BOUND_INACTIVE)
                .get(0);

        assertThat(socket)
                .isEqualTo(new KernelSocket(
                        Protocol.TCP,
                        new InetSocketAddress("127.0.0.1", 20000),
                        new InetSocketAddress("0.0.0.0", 0),
                        SocketState.BOUND,
                        1000,
                        4242,
                        0));
    }

    @Test
    void readsHowLongTheRestOfAConnectionHasLeft() throws IOException {
        ByteBuffer answer =
                answer(2, 6, 20000, "7f000001", 0, 0).put(2, (byte) 3).putInt(52, 42_000);

        assertThat(new SockDiag(answering(answer)).read(20000, SockDiag.OTHERS))
                .extracting(socket -> socket.ownedBy(List.of()).endsIn())
                .containsExactly(Optional.of(Duration.ofSeconds(42)));
    }

    @Test
    void leavesOutOtherPortsAndShortAnswers() throws IOException {
        assertThat(new SockDiag(answering(answer(2, 10, 20001, "7f000001", 0, 1), ByteBuffer.allocate(8)))
                        .read(20000, SockDiag.OTHERS))
                .isEmpty();
    }

    @Test
    void letsTheKernelFilter() throws IOException {
        new SockDiag(answering()).read(20000, SockDiag.BOUND_INACTIVE);

        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            String header = "58000000" + "1200" + "0103" + "00".repeat(8);
            String states = "00".repeat(52) + "00200000" + "00".repeat(4);
            String filter = "0c000100" + "0b080c00" + "0000204e";
            assertThat(requests).containsExactly(header + states + filter);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "netlink")
    void showsWhatProcShows(String address) throws IOException {
        SockDiag diag = new SockDiag(Netlink.SOCK_DIAG);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(address));
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            for (int port : new int[] {server.getLocalPort(), client.getLocalPort()}) {
                List<KernelSocket> shownByProc = new ArrayList<>();
                new ProcNet(Path.of("/proc"))
                        .read(Protocol.TCP, port, Deadline.byDefault(), shownByProc, new ReadingNotes());

                assertThat(diag.read(port, SockDiag.OTHERS))
                        .filteredOn(socket -> isOfTest(socket, server, client))
                        .isNotEmpty()
                        .containsExactlyInAnyOrderElementsOf(shownByProc.stream()
                                .filter(socket -> isOfTest(socket, server, client))
                                .toList());
            }
        }
    }

    /** Others use these ports too: clients to other servers, and connections that linger and have less time left soon. */
    private static boolean isOfTest(KernelSocket socket, ServerSocket server, Socket client) {
        Object serving = server.getLocalSocketAddress();
        Object asking = client.getLocalSocketAddress();
        return socket.local().equals(serving)
                        && (socket.serves() || socket.remote().equals(asking))
                || socket.local().equals(asking) && socket.remote().equals(serving);
    }

    private Netlink answering(ByteBuffer... answers) {
        return (request, messages) -> {
            byte[] bytes = new byte[request.remaining()];
            request.get(bytes);
            requests.add(HexFormat.of().formatHex(bytes));
            for (ByteBuffer answer : answers) {
                messages.accept(answer);
            }
        };
    }

    /** Makes a {@code struct inet_diag_msg}. */
    private static ByteBuffer answer(int family, int state, int port, String address, int uid, int inode) {
        ByteBuffer answer = ByteBuffer.allocate(72).order(ByteOrder.nativeOrder());
        answer.put(0, (byte) family).put(1, (byte) state);
        answer.put(4, (byte) (port >> 8)).put(5, (byte) port);
        answer.put(8, HexFormat.of().parseHex(address));
        return answer.putInt(64, uid).putInt(68, inode);
    }
}
