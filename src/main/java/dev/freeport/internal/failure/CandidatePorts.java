package dev.freeport.internal.failure;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.text.GivenExplanations;
import java.util.List;

/**
 * The ports that a bind failure may be about, a text for each, or one if no port is known, and what follows the texts; known
 * if the bind of each port has failed.
 */
record CandidatePorts(List<PortDiagnosis> diagnoses, List<String> texts, String more, boolean known) {
    static final CandidatePorts NONE = of(List.of());

    static CandidatePorts of(List<PortDiagnosis> diagnoses) {
        return new CandidatePorts(
                diagnoses, diagnoses.stream().map(PortDiagnosis::toString).toList(), "", true);
    }

    static CandidatePorts unknown(List<PortDiagnosis> diagnoses, String text) {
        return new CandidatePorts(diagnoses, List.of(text), "", false);
    }

    CandidatePorts withText(String next) {
        return new CandidatePorts(diagnoses, texts, more + next, known);
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    String text() {
        return String.join(System.lineSeparator(), texts) + more;
    }

    /** Returns the texts; of each that this JVM has given before, for a failure at some place, one line. */
    String abridged(String place) {
        List<String> abridged = texts.stream()
                .map(text -> GivenExplanations.abridge(text, place))
                .toList();
        return String.join(System.lineSeparator(), abridged) + (abridged.equals(texts) ? more : "");
    }
}
