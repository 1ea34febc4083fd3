package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortUnavailableErrorTests {
    @Test
    void losesNoTextButItsDiagnosesOnTheWayToAnotherJvm() throws Exception {
        PortDiagnosis diagnosis =
                Diagnoses.of(BindAttempt.of(Protocol.TCP, 20000), Cause.NONE, Optional.empty(), List.of());
        PortUnavailableError error = new PortUnavailableError("Port 20000 is free now.", List.of(diagnosis));

        PortUnavailableError copy = (PortUnavailableError) copy(error);

        assertThat(error.diagnoses()).containsExactly(diagnosis);
        assertThat(copy).hasMessage("Port 20000 is free now.");
        assertThat(copy.diagnoses()).isEmpty();
    }

    private static Object copy(Object original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
