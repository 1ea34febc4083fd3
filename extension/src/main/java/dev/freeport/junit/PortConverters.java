package dev.freeport.junit;

import dev.freeport.PortReservation;
import dev.freeport.stack.Protocol;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types that each annotation can be declared with, and their converters. Itself not loaded for an {@code int}. */
enum PortConverters {
    ONE("int, Integer, PortReservation, InetSocketAddress or URI"),
    ONE_OR_BOUND("int, Integer, PortReservation, InetSocketAddress, URI,"
            + " ServerSocket, ServerSocketChannel, DatagramSocket or DatagramChannel"),
    ALL("int, Integer, PortReservation, InetSocketAddress, URI, int[], List<Integer>,"
            + " ServerSocket, ServerSocketChannel, DatagramSocket or DatagramChannel");

    private final String names;

    PortConverters(String names) {
        this.names = names;
    }

    /** Returns the converter for a site. */
    PortConverter of(DeclarationSite site, String annotation, String scheme) {
        PortConverter converter = find(site.type(), scheme);
        if (converter == null) {
            throw new InvalidDeclarationException("Can only resolve " + annotation + " " + site.kind() + " of type "
                    + names + " but was: " + site.type().getTypeName() + " (" + site + ")");
        }
        return converter;
    }

    private @Nullable PortConverter find(Type type, String scheme) {
        if (type == int.class || type == Integer.class) {
            return new Number();
        } else if (type == PortReservation.class) {
            return new Reservation();
        } else if (type == InetSocketAddress.class) {
            return new Address();
        } else if (type == URI.class) {
            return new Uri(scheme);
        } else if (this == ALL && (type == int[].class || isListOfInteger(type))) {
            return new Numbers(type == int[].class);
        }
        return this != ONE && type instanceof Class && SocketConverter.makes((Class<?>) type)
                ? new SocketConverter((Class<?>) type)
                : null;
    }

    private static boolean isListOfInteger(Type type) {
        return type instanceof ParameterizedType
                && ((ParameterizedType) type).getRawType() == List.class
                && Set.of(((ParameterizedType) type).getActualTypeArguments()).equals(Set.of(Integer.class));
    }

    static final class Number implements PortConverter {
        @Override
        public Object convert(DeclaredPorts ports, DeclarationSite site) {
            return ports.port();
        }
    }

    private static final class Reservation implements PortConverter {
        @Override
        public Object convert(DeclaredPorts ports, DeclarationSite site) {
            return ports.reservations().get(0);
        }
    }

    private static final class Address implements PortConverter {
        @Override
        public Object convert(DeclaredPorts ports, DeclarationSite site) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.port());
        }
    }

    /** An {@code int[]} or a {@code List<Integer>}. */
    private static final class Numbers implements PortConverter {
        private final boolean array;

        Numbers(boolean array) {
            this.array = array;
        }

        @Override
        public boolean isOfSeveral() {
            return true;
        }

        @Override
        public Object convert(DeclaredPorts ports, DeclarationSite site) {
            List<Integer> numbers = ports.ports();
            return array ? numbers.stream().mapToInt(Integer::intValue).toArray() : numbers;
        }
    }

    /** A URI of this host, such as {@code http://localhost:20004}. */
    static final class Uri implements PortConverter {
        /** RFC 3986, section 3.1. */
        private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

        private final String scheme;
        private final boolean needsTcp;

        /** Makes URIs of a scheme; {@code http} if it is empty. */
        Uri(String stated) {
            scheme = stated.isEmpty() ? "http" : stated;
            needsTcp = stated.isEmpty();
            if (!SCHEME.matcher(scheme).matches()) {
                throw new IllegalArgumentException(
                        "attribute scheme (" + scheme
                                + ") is not valid: it must be a letter, then letters, digits, '+', '-' and '.', such as https.");
            }
        }

        /** The protocol of any other scheme, such as coap, is for the user to know. */
        @Override
        public @Nullable Protocol needs() {
            return needsTcp ? Protocol.TCP : null;
        }

        @Override
        public String otherwise() {
            return " Its scheme is http. Name that of another protocol, such as coap, or take an int or an"
                    + " InetSocketAddress.";
        }

        @Override
        public Object convert(DeclaredPorts ports, DeclarationSite site) {
            return URI.create(scheme + "://localhost:" + ports.port());
        }
    }
}
