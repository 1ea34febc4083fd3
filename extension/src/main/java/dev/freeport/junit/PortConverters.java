package dev.freeport.junit;

import dev.freeport.PortReservation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows which types each annotation can be declared with. Not loaded for an {@code int}. */
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

    /** Returns what makes the value of a place. */
    PortConverter of(DeclarationSite place, String annotation, String scheme) {
        PortConverter form = find(place.type(), scheme);
        if (form == null) {
            throw new InvalidDeclarationException("Can only resolve " + annotation + " " + place.kind() + " of type "
                    + names + " but was: " + place.type().getTypeName() + " (" + place + ")");
        }
        return form;
    }

    private @Nullable PortConverter find(Type type, String scheme) {
        if (type == int.class || type == Integer.class) {
            return new NumberConverter();
        } else if (type == PortReservation.class) {
            return new ReservationConverter();
        } else if (type == InetSocketAddress.class) {
            return new AddressConverter();
        } else if (type == URI.class) {
            return new UriConverter(scheme);
        } else if (this == ALL && (type == int[].class || isListOfInteger(type))) {
            return new NumbersConverter(type == int[].class);
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
}
