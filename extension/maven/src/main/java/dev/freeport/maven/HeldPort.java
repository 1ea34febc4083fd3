package dev.freeport.maven;

import dev.freeport.LeakCheck;
import dev.freeport.PortLeakException;
import dev.freeport.PortReservation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The ports that a build holds under one name, until it releases them. */
record HeldPort(NamedPort wanted, LeakCheck leakCheck, List<PortReservation> reservations) {
    List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        reservations.forEach(reservation -> numbers.add(reservation.port()));
        return numbers;
    }

    /** Returns the properties: of several ports a list under the name, and each under {@code NAME.0}, {@code NAME.1} and so on. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        List<String> numbers = numbers().stream().map(String::valueOf).toList();
        properties.put(wanted.name(), String.join(",", numbers));
        for (int i = 0; i < numbers.size() && numbers.size() > 1; i++) {
            properties.put(wanted.name() + "." + i, numbers.get(i));
        }
        return properties;
    }

    /** Releases the ports, and passes on which processes still use them. */
    void release(Consumer<PortLeakException> leaks) {
        for (PortReservation reservation : reservations) {
            try {
                reservation.close();
            } catch (PortLeakException leak) {
                leaks.accept(leak);
            }
        }
    }
}
