package dev.freeport;

import static java.util.stream.Collectors.joining;

import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.text.GivenExplanations;
import dev.freeport.internal.text.TestName;
import dev.freeport.internal.text.Warnings;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The end of a reservation on whose port a process seems to listen still. */
record PortLeak(Reservation reservation, LeakCheck check, Duration timeout) {
    private static final Duration COOL_DOWN = Duration.ofMinutes(1);

    /** A child process that is being started holds the sockets of its parent for as long (fork, then exec). */
    private static final Duration TIMEOUT = Duration.ofMillis(100);

    private static final long PAUSE_NANOS = 2_000_000;

    PortLeak(Reservation reservation, LeakCheck check) {
        this(reservation, check, TIMEOUT);
    }

    /** Releases the port, and says which process listens on it, unless a bind failure was explained by the same. */
    void close() {
        if (isOverSoon()) {
            reservation.release();
            return;
        }
        PortDiagnosis diagnosis = diagnose();
        if (!diagnosis.isTaken()) {
            reservation.release();
            return;
        }
        if (isOfConnections(diagnosis)) {
            releaseForLonger();
            return;
        }
        reservation.noteLeak(diagnosis.headline(), diagnosis.toString());
        releaseForLonger();
        if (diagnosis.headline().equals(reservation.explained())) {
            return;
        }
        String text = GivenExplanations.note(diagnosis.headline(), TestName.shorten(reservation.purpose()))
                .map(earlier -> headline(diagnosis) + " Explained above, at " + earlier + ".")
                .orElseGet(() -> text(diagnosis));
        if (check == LeakCheck.FAIL) {
            throw new PortLeakException(text, diagnosis);
        }
        Warnings.say(text);
    }

    /** Diagnoses what is in the way; of a port of both protocols, connections of TCP only if UDP is free. */
    private PortDiagnosis diagnose() {
        ReservationOptions options = reservation.options();
        PortDiagnosis diagnosis = FreePorts.explain(reservation.port(), Outcome.NOT_TRIED, options);
        if (isOfConnections(diagnosis) && options.protocols().contains(Protocol.UDP)) {
            PortDiagnosis udp = FreePorts.explain(
                    reservation.port(), Outcome.NOT_TRIED, options.withProtocols(Set.of(Protocol.UDP)));
            return udp.isTaken() ? udp : diagnosis;
        }
        return diagnosis;
    }

    /**
     * Whether the server is closed, and its connections keep out even sockets with SO_REUSEADDR, as they do on Linux if the
     * server had bound the port without it.
     */
    private static boolean isOfConnections(PortDiagnosis diagnosis) {
        return diagnosis.cause() == Cause.LINGERING || diagnosis.cause() == Cause.CONNECTION;
    }

    private void releaseForLonger() {
        Duration coolDown = reservation.options().coolDown();
        reservation.release(coolDown.compareTo(COOL_DOWN) > 0 ? coolDown : COOL_DOWN);
    }

    /** Returns such as {@code ShopTests.ships(int) has ended, but this JVM still listens on its port 26986.} */
    private String headline(PortDiagnosis diagnosis) {
        String purpose = reservation.purpose();
        Optional<TestName> test = TestName.in(purpose);
        String port = (diagnosis.protocol() == Protocol.UDP ? "UDP port " : "port ") + reservation.port();
        return test.isPresent()
                ? test.get() + " has ended, but " + users(diagnosis) + " its " + port + "."
                : "P" + port.substring(1) + " of " + purpose + " was released, but " + users(diagnosis) + " it.";
    }

    private static String users(PortDiagnosis diagnosis) {
        boolean listens = diagnosis.cause() == Cause.LISTENER || diagnosis.cause() == Cause.OWN_LISTENER;
        List<OwnerProcess> owners = diagnosis.owners();
        String who = owners.isEmpty()
                ? "a process"
                : owners.stream()
                        .map(owner -> owner.isThisJvm() ? "this JVM" : owner.label())
                        .collect(joining(" and "));
        boolean one = owners.size() < 2;
        return who + " still " + (listens ? one ? "listens on" : "listen on" : one ? "uses" : "use");
    }

    private String text(PortDiagnosis diagnosis) {
        StringBuilder text = new StringBuilder(headline(diagnosis));
        if (diagnosis.cause() == Cause.OWN_LISTENER) {
            TestName.in(reservation.purpose())
                    .filter(test -> SpringAnnotations.is(test.type()))
                    .ifPresent(test -> text.append(String.format(
                            "%n  perhaps     Spring keeps the application context of %s for other classes, and its server"
                                    + " listens; @DirtiesContext on the class closes both",
                            test.type().substring(test.type().lastIndexOf('.') + 1))));
        }
        diagnosis
                .toString()
                .lines()
                .skip(1)
                .forEach(line -> text.append(System.lineSeparator()).append(line));
        return text.toString();
    }

    private boolean isOverSoon() {
        long start = System.nanoTime();
        while (reservation.isServed()) {
            if (System.nanoTime() - start > timeout.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
