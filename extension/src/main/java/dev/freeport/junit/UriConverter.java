package dev.freeport.junit;

import dev.freeport.stack.Protocol;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The port as a {@code URI} of this host, such as {@code http://localhost:20004}. */
final class UriConverter implements PortConverter {
    /** RFC 3986, section 3.1. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    private final String scheme;
    private final boolean needsTcp;

    /**
     * Makes URIs of a scheme.
     *
     * @param stated the scheme; empty for {@code http}
     * @throws IllegalArgumentException if there can be no such scheme
     */
    UriConverter(String stated) {
        scheme = stated.isEmpty() ? "http" : stated;
        needsTcp = stated.isEmpty();
        if (!SCHEME.matcher(scheme).matches()) {
            throw new IllegalArgumentException("attribute scheme (" + scheme
                    + ") is not valid: it must be a letter, then letters, digits, '+', '-' and '.', such as https.");
        }
    }

    /** Which protocols another scheme is spoken over, such as coap, is known to who names it. */
    @Override
    public @Nullable Protocol needs() {
        return needsTcp ? Protocol.TCP : null;
    }

    @Override
    public String otherwise() {
        return " Its scheme is http. Name that of another protocol, such as coap, or take an int or an InetSocketAddress.";
    }

    @Override
    public Object of(DeclaredPorts ports, DeclarationSite place) {
        return URI.create(scheme + "://localhost:" + ports.port());
    }
}
