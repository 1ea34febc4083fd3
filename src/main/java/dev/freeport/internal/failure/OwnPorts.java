package dev.freeport.internal.failure;

import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.jfr.FlightRecording;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.settings.Setting;
import dev.freeport.internal.settings.SystemProperties;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ports that a test has reserved. */
final class OwnPorts {
    private final SortedMap<Integer, Optional<Reservation>> reservations = new TreeMap<>();

    OwnPorts(List<PortReservation> ports) {
        for (PortReservation port : ports) {
            Optional<Reservation> reservation = Registries.own(Protocol.TCP, port.port());
            reservations.put(port.port(), reservation.or(() -> Registries.own(Protocol.UDP, port.port())));
        }
    }

    Set<Integer> numbers() {
        return reservations.keySet();
    }

    boolean contains(int port) {
        return reservations.containsKey(port);
    }

    Set<Protocol> protocols(int port) {
        return reservation(port).map(own -> own.options().protocols()).orElse(Set.of(Protocol.TCP));
    }

    /** Returns how long the explanation of a failure may take: the longest time that a request of these ports allows. */
    Duration deadline() {
        return reservations.values().stream()
                .flatMap(Optional::stream)
                .map(own -> own.options().diagnosisDeadline())
                .max(Comparator.naturalOrder())
                .orElseGet(() -> Setting.DIAGNOSIS_DEADLINE.readOrWarn(SystemProperties.ALL));
    }

    /** Returns the ports from which a guard socket keeps servers without SO_REUSEADDR. */
    List<Integer> guarded() {
        List<Integer> guarded = new ArrayList<>();
        reservations.forEach((port, own) -> {
            if (own.isPresent()
                    && own.get().isGuarded()
                    && own.get().options().holding() != ReservationOptions.Holding.CLOSED) {
                guarded.add(port);
            }
        });
        return guarded;
    }

    void note(List<PortDiagnosis> diagnoses) {
        for (PortDiagnosis diagnosis : diagnoses) {
            reservation(diagnosis.port()).ifPresent(own -> {
                FlightRecording.beginIfOn();
                own.noteBindFailure(diagnosis.headline(), diagnosis.toString());
            });
        }
    }

    /** Returns what was said of a port when its reservation was asked why a bind failed; nothing if it was not. */
    String explained(int port) {
        return reservation(port).map(Reservation::explained).orElse("");
    }

    private Optional<Reservation> reservation(int port) {
        return reservations.getOrDefault(port, Optional.empty());
    }
}
