package dev.freeport.internal.session;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.Diagnoser;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.jfr.FlightRecording;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.settings.InvalidSettingException;
import dev.freeport.internal.settings.Setting;
import dev.freeport.internal.settings.SystemProperties;
import dev.freeport.internal.text.Warnings;
import dev.freeport.owner.Deadline;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.Optional;

/** Diagnoses the ports that this JVM has reserved, and notes their bind failures. */
public final class OwnPorts {
    private OwnPorts() {}

    /** Diagnoses a port of one protocol or both; of both, the one that is taken. */
    public static PortDiagnosis diagnose(int port, Outcome outcome, ReservationOptions options) {
        Deadline deadline = Deadline.in(options.diagnosisDeadline());
        Protocol first = options.protocols().contains(Protocol.TCP) ? Protocol.TCP : Protocol.UDP;
        PortDiagnosis diagnosis =
                Diagnoser.SYSTEM.diagnose(BindAttempt.of(first, port).with(outcome), deadline);
        return diagnosis.isTaken() || options.protocols().size() == 1
                ? diagnosis
                : Diagnoser.SYSTEM.diagnose(BindAttempt.of(Protocol.UDP, port).with(outcome), deadline);
    }

    /** Diagnoses a port after a bind that may have been of this port or of another one. Nothing is noted. */
    public static PortDiagnosis diagnose(int port, Throwable failure) {
        Optional<Reservation> own = find(port);
        return own.isPresent()
                ? diagnose(port, Outcome.of(failure), own.get().options())
                : diagnose(BindAttempt.of(Protocol.TCP, port).failedWith(failure));
    }

    /** Diagnoses a bind within the time that the system properties allow. If they are not valid, a warning says so. */
    public static PortDiagnosis diagnose(BindAttempt attempt) {
        return Diagnoser.SYSTEM.diagnose(attempt, Deadline.in(diagnosisDeadline()));
    }

    private static Duration diagnosisDeadline() {
        try {
            return Setting.DIAGNOSIS_DEADLINE.read(SystemProperties.ALL);
        } catch (InvalidSettingException invalid) {
            Warnings.say(invalid.getMessage() + "; 1s applies instead.");
            return Setting.DIAGNOSIS_DEADLINE.read(key -> Optional.empty());
        }
    }

    /** Notes in the journal of this JVM that a server could not be bound to a port, if this JVM has reserved it. */
    public static void note(PortDiagnosis diagnosis) {
        Optional<Reservation> own = find(diagnosis.port());
        if (own.isPresent()) {
            FlightRecording.beginIfOn();
            own.get().noteBindFailure(diagnosis.headline(), diagnosis.toString());
        }
    }

    private static Optional<Reservation> find(int port) {
        return Registries.own(Protocol.TCP, port).or(() -> Registries.own(Protocol.UDP, port));
    }
}
