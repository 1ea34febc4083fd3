package dev.freeport.junit;

import java.net.URI;
import java.util.regex.Pattern;

/** The port as a {@code URI} of this host, such as {@code http://localhost:20004}. */
final class UriForm implements PortForm {
    /** RFC 3986, section 3.1. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    private final String scheme;

    /**
     * Makes URIs of a scheme.
     *
     * @throws IllegalArgumentException if there can be no such scheme
     */
    UriForm(String scheme) {
        if (!SCHEME.matcher(scheme).matches()) {
            throw new IllegalArgumentException("attribute scheme (" + scheme
                    + ") is not valid: it must be a letter, then letters, digits, '+', '-' and '.', such as https.");
        }
        this.scheme = scheme;
    }

    @Override
    public Object of(HeldPorts ports, Place place) {
        return URI.create(scheme + "://localhost:" + ports.port());
    }
}
