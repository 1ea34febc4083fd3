package dev.freeport.diagnosis;

import dev.freeport.owner.SocketInfo;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Whether two addresses cannot be bound to the same port. A wildcard is in the way of every address of its family, and that
 * of IPv6 in the way of IPv4 too, unless its socket is for IPv6 only, which no table shows; see ipv6(7), IPV6_V6ONLY.
 */
enum AddressOverlap {
    NONE,
    CERTAIN,
    /** They meet unless the socket is for IPv6 only. */
    UNLESS_IPV6_ONLY;

    /** Compares the address of a socket with what is wanted; nothing for all addresses of both families. */
    static AddressOverlap of(SocketInfo row, Optional<InetAddress> wanted) {
        return wanted.map(address -> of(row.local().getAddress(), address)).orElse(CERTAIN);
    }

    static AddressOverlap of(InetAddress held, InetAddress wanted) {
        boolean heldFour = held instanceof Inet4Address;
        boolean wantedFour = wanted instanceof Inet4Address;
        if (heldFour == wantedFour) {
            return held.equals(wanted) || held.isAnyLocalAddress() || wanted.isAnyLocalAddress() ? CERTAIN : NONE;
        }
        // a server that wants the wildcard of IPv6 gets that of IPv4 with it, unless it says otherwise
        if (!wantedFour) {
            return wanted.isAnyLocalAddress() ? CERTAIN : NONE;
        }
        return held.isAnyLocalAddress() ? UNLESS_IPV6_ONLY : NONE;
    }
}
