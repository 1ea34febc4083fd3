package dev.freeport.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.PortReservation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class PortSoftAssertionsTests {
    private final PortSoftAssertions softly = new PortSoftAssertions();

    @Test
    void collectAllFailures(@TempDir Path directory) {
        try (PortReservation reservation = TestRequests.reserve(directory)) {
            int port = reservation.port();
            softly.assertThatPort(port)
                    .as("the port of the shop")
                    .isNotReserved()
                    .isReserved()
                    .isListenedOn();
            softly.assertThatUdpPort(port).isFree().isReserved();
            softly.assertThat(1).isEqualTo(1);

            assertThat(softly.assertionErrorsCollected())
                    .extracting(error ->
                            String.valueOf(error.getMessage()).lines().limit(2).toList())
                    .hasSize(3)
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .containsExactly(
                                            "[the port of the shop] ",
                                            "Expecting port " + port + " not to be reserved but it is:"),
                            second -> assertThat(second)
                                    .containsExactly(
                                            "[the port of the shop] ",
                                            "Expecting port " + port
                                                    + " to be listened on but no listening process was seen:"),
                            third -> assertThat(third)
                                    .containsExactly(
                                            "", "Expecting UDP port " + port + " to be reserved but it is not:"));
        }
    }

    @Test
    void refuseAtOnceWhatIsNoPort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> softly.assertThatPort(0))
                .withMessage("port (0) must be between 1 and 65535");
    }
}
