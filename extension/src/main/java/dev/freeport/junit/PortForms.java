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
enum PortForms {
    ONE("int, Integer, PortReservation, InetSocketAddress or URI"),
    ONE_OR_BOUND("int, Integer, PortReservation, InetSocketAddress, URI,"
            + " ServerSocket, ServerSocketChannel, DatagramSocket or DatagramChannel"),
    ALL("int, Integer, PortReservation, InetSocketAddress, URI, int[], List<Integer>,"
            + " ServerSocket, ServerSocketChannel, DatagramSocket or DatagramChannel");

    private final String names;

    PortForms(String names) {
        this.names = names;
    }

    /** Returns what makes the value of a place. */
    PortForm of(Place place, String annotation, String scheme) {
        PortForm form = find(place.type(), scheme);
        if (form == null) {
            throw new RefusedDeclarationException("Can only resolve " + annotation + " " + place.kind() + " of type "
                    + names + " but was: " + place.type().getTypeName() + " (" + place + ")");
        }
        return form;
    }

    private @Nullable PortForm find(Type type, String scheme) {
        if (type == int.class || type == Integer.class) {
            return new NumberForm();
        } else if (type == PortReservation.class) {
            return new ReservationForm();
        } else if (type == InetSocketAddress.class) {
            return new AddressForm();
        } else if (type == URI.class) {
            return new UriForm(scheme);
        } else if (this == ALL && (type == int[].class || isListOfInteger(type))) {
            return new NumbersForm(type == int[].class);
        }
        return this != ONE && type instanceof Class && SocketForm.makes((Class<?>) type)
                ? new SocketForm((Class<?>) type)
                : null;
    }

    private static boolean isListOfInteger(Type type) {
        return type instanceof ParameterizedType
                && ((ParameterizedType) type).getRawType() == List.class
                && Set.of(((ParameterizedType) type).getActualTypeArguments()).equals(Set.of(Integer.class));
    }
}
