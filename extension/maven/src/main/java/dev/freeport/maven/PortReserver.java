package dev.freeport.maven;

import dev.freeport.FreePorts;
import dev.freeport.LeakCheck;
import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.internal.settings.Setting;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reserves what a build asks for.
 *
 * @param settings Freeport's settings
 * @param timeout how long a fixed port waits for its turn
 * @param log takes what is worth knowing while it waits
 */
record PortReserver(Function<String, Optional<String>> settings, Duration timeout, Consumer<String> log) {
    /**
     * Reserves ports, all of them or none.
     *
     * @throws NoFreePortException if they cannot be reserved
     * @throws IllegalArgumentException if a setting is not valid
     */
    HeldPort reserve(NamedPort port, String purpose) {
        LeakCheck leakCheck = LeakCheck.valueOf(Setting.LEAKS.read(settings));
        Protocol[] protocols = port.protocols().toArray(Protocol[]::new);
        PortRequest request = PortRequest.from(settings)
                .withPurpose(purpose)
                .withProtocols(protocols[0], protocols)
                // what leaks is reported by Maven
                .withLeakCheck(leakCheck == LeakCheck.OFF ? LeakCheck.OFF : LeakCheck.FAIL);
        if (port.isFixed()) {
            return new HeldPort(port, leakCheck, List.of(fixed(port, request)));
        }
        if (!port.ranges().isEmpty()) {
            request = request.withRanges(port.ranges());
        }
        List<PortReservation> reservations = (port.contiguous()
                        ? FreePorts.reserveContiguous(port.count(), request)
                        : FreePorts.reserveSeveral(port.count(), request))
                .each();
        return new HeldPort(port, leakCheck, new ArrayList<>(reservations));
    }

    private PortReservation fixed(NamedPort port, PortRequest request) {
        try {
            return FreePorts.reserveFixed(port.fixed(), request.withTimeout(Duration.ZERO));
        } catch (NoFreePortException notNow) {
            String reason = WaitReason.in(String.valueOf(notNow.getMessage()));
            if (!reason.isEmpty()) {
                log.accept("Waiting up to " + WaitReason.inWords(timeout) + " for port " + port.fixed() + " ("
                        + port.name() + "): " + reason);
            }
            return FreePorts.reserveFixed(port.fixed(), request.withTimeout(timeout));
        }
    }
}
