package dev.freeport.internal.failure;

import static java.util.stream.Collectors.joining;

import dev.freeport.diagnosis.PortDiagnosis;
import java.util.List;

/** The ports that a bind failure may be about, and a text; known if the bind of each of them has failed. */
record CandidatePorts(List<PortDiagnosis> diagnoses, String text, boolean known) {
    static final CandidatePorts NONE = of(List.of());

    static CandidatePorts of(List<PortDiagnosis> diagnoses) {
        String text = diagnoses.stream().map(PortDiagnosis::toString).collect(joining(System.lineSeparator()));
        return new CandidatePorts(diagnoses, text, true);
    }

    static CandidatePorts unknown(List<PortDiagnosis> diagnoses, String text) {
        return new CandidatePorts(diagnoses, text, false);
    }

    CandidatePorts withText(String more) {
        return new CandidatePorts(diagnoses, text + more, known);
    }
}
