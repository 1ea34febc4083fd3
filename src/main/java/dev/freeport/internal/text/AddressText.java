package dev.freeport.internal.text;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.StringJoiner;
import java.util.stream.Collectors;

public final class AddressText {
    private static final int GROUPS = 8;
    private static final int MOST_OF_HOST = 10;

    private AddressText() {}

    /** Reads {@code 127.0.0.1:80}, {@code [::1]:80}, {@code [fe80::1%4]:80} or {@code *:80}, of IPv6 if {@code six}. */
    public static InetSocketAddress parse(String text, boolean six) {
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

    /** Returns the address of 4 or 16 bytes, with the port in the order of the network at an offset of a structure. */
    public static InetSocketAddress read(byte[] address, ByteBuffer structure, int port) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(address),
                    (structure.get(port) & 0xFF) << 8 | structure.get(port + 1) & 0xFF);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    /** Returns such as {@code 0.0.0.0:8080} or {@code [::1]:8080} for an address that is resolved. */
    public static String of(InetSocketAddress socket) {
        return bracketed(socket.getAddress()) + ":" + socket.getPort();
    }

    /** Returns {@code 127.0.0.1}, {@code [::1]} or {@code [fe80::1%eth0]}. */
    public static String bracketed(InetAddress address) {
        return address instanceof Inet6Address ? "[" + of(address) + "]" : of(address);
    }

    /** Returns the addresses of this host, such as {@code 127.0.0.1, ::1, 10.0.0.5}; empty if they cannot be read. */
    public static String ofThisHost() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(AddressText::of)
                    .limit(MOST_OF_HOST)
                    .collect(Collectors.joining(", "));
        } catch (SocketException unknown) {
            return "";
        }
    }

    /** Returns an address without brackets: of IPv6 by RFC 5952, with a scope only where the address needs one. */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address six)) {
            return address.getHostAddress();
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = Byte.toUnsignedInt(six.getAddress()[2 * i]) << Byte.SIZE
                    | Byte.toUnsignedInt(six.getAddress()[2 * i + 1]);
        }
        int from = 0;
        int longest = 0;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zeros(groups, i);
            if (zeros > longest) {
                from = i;
                longest = zeros;
            }
        }
        String text = longest < 2
                ? text(groups, 0, GROUPS)
                : text(groups, 0, from) + "::" + text(groups, from + longest, GROUPS);
        return six.isLinkLocalAddress() ? text + scope(six) : text;
    }

    private static int zeros(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String text(int[] groups, int from, int to) {
        StringJoiner text = new StringJoiner(":");
        for (int i = from; i < to; i++) {
            text.add(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static String scope(Inet6Address address) {
        NetworkInterface scope = address.getScopedInterface();
        if (scope != null) {
            return "%" + scope.getName();
        }
        return address.getScopeId() > 0 ? "%" + address.getScopeId() : "";
    }
}
