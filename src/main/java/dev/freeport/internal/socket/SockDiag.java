package dev.freeport.internal.socket;

import dev.freeport.internal.os.Netlink;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Sockets as sock_diag(7) shows them: also TCP sockets that are bound and no more, since Linux 6.8. */
final class SockDiag {
    static final int ANY_PORT = 0;

    /** Every state but {@link #BOUND_INACTIVE}. */
    static final int OTHERS = 0x1FFF;

    static final int LISTEN = 1 << 10;

    static final int CONNECTED = OTHERS & ~LISTEN;

    /** {@code TCP_BOUND_INACTIVE} of {@code include/net/tcp_states.h}: asked for, but never an answer. */
    static final int BOUND_INACTIVE = 1 << 13;

    /**
     * Asks for IPv4 and IPv6 at once, as {@code SOCK_DIAG_BY_FAMILY} cannot: to go through the table of all connections of the
     * host takes the kernel longer than all else here.
     */
    private static final short TCPDIAG_GETSOCK = 18;

    private static final short REQUEST_AND_DUMP = 0x301;
    private static final int REQUEST = 60;
    private static final int STATES = 52;
    private static final int BYTECODE = 12;
    private static final int ANSWER = 72;
    private static final int AF_INET = 2;

    private final Netlink netlink;
    private volatile boolean hasAnswered;
    private volatile boolean hasFailed;
    private volatile boolean showsBound;

    SockDiag(Netlink netlink) {
        this.netlink = netlink;
    }

    /** Whether the kernel has answered a request, so that JNA is there. */
    boolean hasAnswered() {
        return hasAnswered;
    }

    /** Whether a request has failed, so that another would fail too. */
    boolean hasFailed() {
        return hasFailed;
    }

    /** Returns the TCP sockets with a local port, or any, in some of the states. */
    List<KernelSocket> read(int port, int states) throws IOException {
        List<KernelSocket> sockets = new ArrayList<>();
        try {
            netlink.dump(request(port, states), answer -> add(port, states, answer, sockets));
            hasAnswered = true;
            return sockets;
        } catch (IOException notAsked) {
            hasFailed = true;
            throw notAsked;
        }
    }

    /** Tells whether the kernel knows {@link #BOUND_INACTIVE}, by a trial with a socket of our own. */
    boolean showsBound() throws IOException {
        if (!showsBound) {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                showsBound = !read(socket.getLocalPort(), BOUND_INACTIVE).isEmpty();
            }
        }
        return showsBound;
    }

    /** Makes a {@code struct inet_diag_req}, and a program of the kernel's filter that compares the local port. */
    private static ByteBuffer request(int port, int states) {
        int size = Netlink.HEADER + REQUEST + (port == ANY_PORT ? 0 : BYTECODE);
        ByteBuffer request = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        request.putInt(size).putShort(TCPDIAG_GETSOCK).putShort(REQUEST_AND_DUMP);
        request.putInt(Netlink.HEADER + STATES, states);
        request.position(Netlink.HEADER + REQUEST);
        if (port == ANY_PORT) {
            return request.flip();
        }
        // INET_DIAG_REQ_BYTECODE with INET_DIAG_BC_S_EQ: if equal, go on behind it, which accepts; else beyond, which
        // rejects. See inet_diag_bc_run in net/ipv4/inet_diag.c.
        request.putShort((short) BYTECODE).putShort((short) 1);
        request.put((byte) 11).put((byte) 8).putShort((short) 12);
        request.putShort((short) 0).putShort((short) port);
        return request.flip();
    }

    /** Reads a {@code struct inet_diag_msg}. */
    private static void add(int port, int states, ByteBuffer answer, List<KernelSocket> sockets) {
        if (answer.remaining() < ANSWER
                || port != ANY_PORT && address(answer, 8, 4).getPort() != port) {
            return;
        }
        int state = states == BOUND_INACTIVE ? SocketState.BOUND.ordinal() + 1 : answer.get(1);
        sockets.add(new KernelSocket(
                Protocol.TCP,
                address(answer, 8, 4),
                address(answer, 24, 6),
                KernelSocket.state(Protocol.TCP, state),
                Integer.toUnsignedLong(answer.getInt(64)),
                Integer.toUnsignedLong(answer.getInt(68)),
                answer.get(2) == KernelSocket.TIME_WAIT_TIMER ? Integer.toUnsignedLong(answer.getInt(52)) : 0));
    }

    private static InetSocketAddress address(ByteBuffer answer, int offset, int port) {
        byte[] bytes = new byte[answer.get(0) == AF_INET ? 4 : 16];
        answer.get(offset, bytes);
        return AddressText.read(bytes, answer, port);
    }
}
