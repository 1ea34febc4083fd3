package dev.freeport.samples.proof.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.samples.proof.processes.JavaCommand;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundTests {
    @Test
    void countsNoJvmThatEndedWithAnError() throws IOException, InterruptedException {
        assertThat(Round.endedWell(List.of(exit(0), exit(3), exit(0)))).isEqualTo(2);
    }

    private static Process exit(int code) throws IOException, InterruptedException {
        Process jvm = new JavaCommand().main(Exit.class, code).start();
        assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return jvm;
    }

    static final class Exit {
        private Exit() {}

        public static void main(String[] arguments) {
            System.exit(Integer.parseInt(arguments[0]));
        }
    }
}
