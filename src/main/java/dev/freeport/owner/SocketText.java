package dev.freeport.owner;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses as tools print them. */
final class SocketText {
    private SocketText() {}

    /**
     * Reads {@code 127.0.0.1:80}, {@code [::1]:80}, {@code [fe80::1%4]:80} or {@code *:80}.
     *
     * @param six whether an asterisk stands for the address of IPv6
     * @throws IllegalArgumentException if it is none of these
     */
    static InetSocketAddress address(String text, boolean six) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(text);
        }
        String host = text.substring(0, colon).replaceAll("^\\[|%.*|]$", "");
        String port = text.substring(colon + 1);
        if (!host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*|\\*")) {
            // A name would be looked up.
            throw new IllegalArgumentException(text);
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(host.equals("*") ? (six ? "::" : "0.0.0.0") : host),
                    port.equals("*") ? 0 : Integer.parseInt(port));
        } catch (UnknownHostException noAddress) {
            throw new IllegalArgumentException(text, noAddress);
        }
    }

    /** Returns {@code 127.0.0.1}, {@code [::1]} or {@code [fe80:0:0:0:0:0:0:1]}. */
    static String host(InetAddress address) {
        String host = address.getHostAddress();
        return host.indexOf(':') >= 0 ? "[" + shorten(host) + "]" : host;
    }

    /** Shortens the two IPv6 addresses everybody knows. */
    private static String shorten(String address) {
        if (address.equals("0:0:0:0:0:0:0:0")) {
            return "::";
        }
        return address.equals("0:0:0:0:0:0:0:1") ? "::1" : address;
    }
}
