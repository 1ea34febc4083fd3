package dev.freeport.samples.proof.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRangeTests {
    @ParameterizedTest
    @CsvSource({
        "32768-60999, 20000-20023",
        "20023-60999, 10000-10023",
        "1024-20000, 65000-65023",
        "10000-65535, 5100-5123",
        "1024-65535, 20000-20023"
    })
    void liesOutsideAnotherIfThatLeavesRoom(String other, String expected) {
        assertThat(PortRange.outside(Optional.of(PortRange.parse(other)), 24)).hasToString(expected);
    }
}
