package dev.freeport.cli;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** What a server would bind: a port, on all addresses of this host or on those of a name. */
record BindTarget(List<InetAddress> addresses, int port) {
    List<BindAttempt> attempts(Protocol protocol) {
        if (addresses.isEmpty()) {
            return List.of(BindAttempt.of(protocol, port));
        }
        return addresses.stream()
                .map(address -> BindAttempt.of(protocol, new InetSocketAddress(address, port)))
                .toList();
    }

    /** Reads {@code 8080}, {@code localhost:8080}, {@code [::1]:8080} or a URL such as {@code http://localhost:8080/path}. */
    static BindTarget parse(String text) {
        int scheme = text.indexOf("://");
        return scheme < 0 ? parseAddress(text) : parseUrl(text.substring(0, scheme), text.substring(scheme + 3));
    }

    /** Reads a URL, whose user and path are not said again, as they may hold a secret. */
    private static BindTarget parseUrl(String scheme, String rest) {
        String authority = rest.split("[/?#]", 2)[0];
        String address = authority.substring(authority.lastIndexOf('@') + 1);
        if (address.matches(".*:[0-9]+")) {
            return parseAddress(address);
        }
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http", "ws" -> parseAddress(address + ":80");
            case "https", "wss" -> parseAddress(address + ":443");
            default ->
                throw new TypeConversionException(
                        "'" + scheme + "://" + address + "' must name a port, such as " + scheme + "://localhost:8080");
        };
    }

    private static BindTarget parseAddress(String text) {
        int colon = text.lastIndexOf(':');
        int port = new PortArgument().convert(text.substring(colon + 1));
        return new BindTarget(colon < 0 ? List.of() : addresses(text, text.substring(0, colon)), port);
    }

    private static List<InetAddress> addresses(String text, String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || host.contains("/") || host.contains(":") && !bracketed) {
            throw new TypeConversionException(
                    "'" + text + "' must be a port, or HOST:PORT, such as localhost:8080 or [::1]:8080");
        }
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            throw new TypeConversionException("'" + host + "' is not a host that this machine knows");
        }
    }
}
