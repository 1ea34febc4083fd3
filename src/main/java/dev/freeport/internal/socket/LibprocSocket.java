package dev.freeport.internal.socket;

import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A {@code struct socket_fdinfo} of {@code sys/proc_info.h} of XNU, read by offset: 24 bytes of {@code proc_fileinfo},
 * then {@code socket_info} with 136 bytes of {@code vinfo_stat}, and from byte 264 on {@code in_sockinfo} or
 * {@code tcp_sockinfo}. The identity tells whether two descriptors are of the same socket.
 */
record LibprocSocket(Object identity, SocketRow socket) {
    private static final int SOCKET = 160;
    private static final int PROTOCOL = 180;
    private static final int KIND = 256;
    private static final int REMOTE_PORT = 264;
    private static final int LOCAL_PORT = 268;
    private static final int VERSIONS = 288;
    private static final int REMOTE = 296;
    private static final int LOCAL = 312;
    private static final int STATE = 344;
    private static final int SIZE = 348;

    private static final int SOCKINFO_IN = 1;
    private static final int SOCKINFO_TCP = 2;
    private static final int IPPROTO_UDP = 17;
    private static final int INI_IPV6 = 2;

    /** By the numbers {@code TSI_S_CLOSED} and so on. A closed socket that has a port is only bound. */
    private static final SocketState[] STATES = {
        SocketState.BOUND,
        SocketState.LISTEN,
        SocketState.SYN_SENT,
        SocketState.SYN_RECV,
        SocketState.ESTABLISHED,
        SocketState.CLOSE_WAIT,
        SocketState.FIN_WAIT1,
        SocketState.CLOSING,
        SocketState.LAST_ACK,
        SocketState.FIN_WAIT2,
        SocketState.TIME_WAIT
    };

    /** Returns the socket; empty if it is none of TCP or UDP, or has no port. */
    static Optional<LibprocSocket> parse(ByteBuffer info) {
        if (info.limit() < SIZE) {
            return Optional.empty();
        }
        boolean tcp = info.getInt(KIND) == SOCKINFO_TCP;
        boolean udp = info.getInt(KIND) == SOCKINFO_IN && info.getInt(PROTOCOL) == IPPROTO_UDP;
        InetSocketAddress local = address(info, LOCAL, LOCAL_PORT);
        if (!tcp && !udp || local.getPort() == 0) {
            return Optional.empty();
        }
        InetSocketAddress remote = address(info, REMOTE, REMOTE_PORT);
        SocketState state =
                tcp ? state(info.getInt(STATE)) : remote.getPort() == 0 ? SocketState.BOUND : SocketState.ESTABLISHED;
        return Optional.of(new LibprocSocket(
                info.getLong(SOCKET), new SocketRow(tcp ? Protocol.TCP : Protocol.UDP, local, remote, state)));
    }

    private static SocketState state(int number) {
        return 0 <= number && number < STATES.length ? STATES[number] : SocketState.CLOSE;
    }

    /** An IPv4 address is the end of the field; a port is in the order of the network, in the first half of an int. */
    private static InetSocketAddress address(ByteBuffer info, int address, int port) {
        boolean six = (info.get(VERSIONS) & INI_IPV6) != 0;
        byte[] bytes = new byte[six ? 16 : 4];
        info.get(address + 16 - bytes.length, bytes);
        return AddressText.read(bytes, info, port);
    }
}
