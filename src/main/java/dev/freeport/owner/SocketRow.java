package dev.freeport.owner;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A socket in a table of the kernel.
 *
 * @param local the address and port it is bound to
 * @param remote the peer; port 0 if there is none
 * @param state the state of its connection
 * @param inode what identifies it among the descriptors of processes; 0 if no process owns it any more
 * @since 0.1.0
 */
public record SocketRow(InetSocketAddress local, InetSocketAddress remote, TcpState state, long inode) {

    /** Returns {@code LISTEN on 0.0.0.0:8080} or {@code ESTABLISHED 127.0.0.1:40000 -> 127.0.0.1:8080}. */
    @Override
    public String toString() {
        return state == TcpState.LISTEN
                ? "LISTEN on " + text(local)
                : state + " " + text(local) + " -> " + text(remote);
    }

    private static String text(InetSocketAddress socket) {
        InetAddress address = socket.getAddress();
        String host = address.getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + shorten(host) + "]" : host) + ":" + socket.getPort();
    }

    /** Shortens the two IPv6 addresses everybody knows. */
    private static String shorten(String address) {
        if (address.equals("0:0:0:0:0:0:0:0")) {
            return "::";
        }
        return address.equals("0:0:0:0:0:0:0:1") ? "::1" : address;
    }
}
