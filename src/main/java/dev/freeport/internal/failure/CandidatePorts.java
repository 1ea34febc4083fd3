package dev.freeport.internal.failure;

import static java.util.stream.Collectors.joining;

import dev.freeport.diagnosis.PortDiagnosis;
import java.util.List;

/**
 * The ports that the failure of a bind may be about.
 *
 * @param diagnoses what is known of each; empty if no port is known
 * @param text the same to be read; empty if there is nothing to say
 * @param failed those of the test's own ports whose bind has certainly failed
 */
record CandidatePorts(List<PortDiagnosis> diagnoses, String text, List<PortDiagnosis> failed) {
    static final CandidatePorts NONE = new CandidatePorts(List.of(), "", List.of());

    static CandidatePorts of(List<PortDiagnosis> diagnoses, List<PortDiagnosis> failed) {
        return new CandidatePorts(
                diagnoses,
                diagnoses.stream().map(PortDiagnosis::toString).collect(joining(System.lineSeparator())),
                failed);
    }

    CandidatePorts withText(String more) {
        return new CandidatePorts(diagnoses, text + more, failed);
    }
}
