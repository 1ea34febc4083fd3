package dev.freeport.assertj;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.Diagnoses;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.error.ErrorMessageFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PortErrorsTests {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final PortDiagnosis FREE = diagnosis(Protocol.TCP, Cause.NONE);
    private static final PortDiagnosis TAKEN = diagnosis(Protocol.TCP, Cause.LISTENER);
    private static final PortDiagnosis UNCLEAR = diagnosis(Protocol.TCP, Cause.UNKNOWN);

    @ParameterizedTest
    @MethodSource
    void sayWhatWasExpectedAndThenTheDiagnosis(ErrorMessageFactory error, String message, PortDiagnosis found) {
        assertThat(error.create()).isEqualTo(String.format("%n%s:%n%s", message, found));
    }

    static Stream<Arguments> sayWhatWasExpectedAndThenTheDiagnosis() {
        return Stream.of(
                Arguments.of(PortErrors.shouldBeFree(TAKEN), "Expecting port 8080 to be free but it is not", TAKEN),
                Arguments.of(
                        PortErrors.shouldBeReserved(FREE), "Expecting port 8080 to be reserved but it is not", FREE),
                Arguments.of(
                        PortErrors.shouldNotBeReserved(TAKEN),
                        "Expecting port 8080 not to be reserved but it is",
                        TAKEN),
                Arguments.of(
                        PortErrors.shouldBeListenedOn(FREE),
                        "Expecting port 8080 to be listened on but no listening process was seen",
                        FREE),
                Arguments.of(
                        PortErrors.shouldNotBeListenedOn(TAKEN),
                        "Expecting port 8080 not to be listened on but a process listens",
                        TAKEN),
                Arguments.of(
                        PortErrors.shouldNotBeListenedOn(UNCLEAR),
                        "Expecting port 8080 not to be listened on but a process may be listening",
                        UNCLEAR),
                Arguments.of(
                        PortErrors.shouldBeListenedOnByThisJvm(TAKEN),
                        "Expecting port 8080 to be listened on by this JVM but it was not seen listening",
                        TAKEN),
                Arguments.of(
                        PortErrors.shouldBeListenedOnByPid(TAKEN, 1234567),
                        "Expecting port 8080 to be listened on by pid 1234567 but it was not seen listening",
                        TAKEN),
                Arguments.of(
                        PortErrors.shouldBeListenedOnByCommandContaining(TAKEN, "100%s"),
                        "Expecting port 8080 to be listened on by a process whose command contains \"100%s\" but no such"
                                + " process was seen listening",
                        TAKEN),
                Arguments.of(
                        PortErrors.shouldBeListenedOnWithin(FREE, TIMEOUT),
                        "Expecting port 8080 to be listened on within 2000 ms but no listening process was seen; last seen",
                        FREE),
                Arguments.of(
                        PortErrors.shouldBeReleasedWithin(TAKEN, TIMEOUT),
                        "Expecting port 8080 to be released within 2000 ms but a process listens; last seen",
                        TAKEN),
                Arguments.of(
                        PortErrors.shouldBeReleasedWithin(UNCLEAR, TIMEOUT),
                        "Expecting port 8080 to be released within 2000 ms but a process may be listening; last seen",
                        UNCLEAR));
    }

    @Test
    void nameTheProtocolIfItIsUdp() {
        assertThat(PortErrors.shouldBeFree(diagnosis(Protocol.UDP, Cause.LISTENER))
                        .create())
                .startsWith(
                        String.format("%nExpecting UDP port 8080 to be free but it is not:%nUDP port 8080 is taken"));
    }

    @Test
    void nameTheDynamicRangeAndWhereItComesFrom() {
        HostStack stack = HostStacks.of(
                StackProfile.LINUX,
                List.of(new PortRange(1024, 4999), new PortRange(49152, 65535)),
                List.of(),
                List.of(),
                1024,
                "the settings of a test");

        assertThat(PortErrors.shouldBeOutsideDynamicRange(Protocol.TCP, 1234, stack)
                        .create())
                .isEqualTo(
                        String.format(
                                "%nExpecting port 1234 to be outside the dynamic range of this host but it is"
                                        + " not:%nThe system assigns the ports 1024-4999,49152-65535 to clients (the settings of a test)."));
    }

    static PortDiagnosis diagnosis(Protocol protocol, Cause cause) {
        return Diagnoses.of(BindAttempt.of(protocol, 8080), cause, Optional.empty(), List.of());
    }
}
