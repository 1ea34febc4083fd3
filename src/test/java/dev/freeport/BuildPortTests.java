package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.registry.BuildPurpose;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The ports that the build of this JVM has reserved. */
class BuildPortTests {
    @TempDir
    private Path directory;

    @AfterEach
    void clear() {
        System.clearProperty(PortRequest.BUILD_PORTS);
    }

    @Test
    void areFoundByTheirName() {
        PortRequest request = Requests.of(directory, 3);
        try (PortReservations held = FreePorts.reserveSeveral(3, request)) {
            System.setProperty(
                    PortRequest.BUILD_PORTS, "http=" + held.port(0) + ",peers=" + held.port(1) + "+" + held.port(2));

            assertThat(FreePorts.reservedByBuild("http", request))
                    .hasValueSatisfying(ports -> assertThat(ports.ports()).containsExactly(held.port(0)));
            assertThat(FreePorts.reservedByBuild("peers", request))
                    .hasValueSatisfying(ports -> assertThat(ports.ports()).containsExactly(held.port(1), held.port(2)));
            assertThat(FreePorts.reservedByBuild("admin", request)).isEmpty();
        }
    }

    @Test
    void areNotReleasedByTheirUser() {
        PortRequest request = Requests.of(directory, 1);
        try (PortReservation held = FreePorts.reserve(request)) {
            System.setProperty(PortRequest.BUILD_PORTS, "http=" + held.port());

            FreePorts.reservedByBuild("http", request).orElseThrow().close();

            assertThat(FreePorts.reserved()).extracting(ReservedPort::port).contains(held.port());
        }
    }

    @Test
    void areRefusedIfTheListIsNotValid() {
        System.setProperty(PortRequest.BUILD_PORTS, "http");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FreePorts.reservedByBuild("http", Requests.of(directory, 1)))
                .withMessage("freeport.build-ports (http) is not valid: it must be names with their ports, such as"
                        + " http=20004,peers=20010+20011; it is set as a system property");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "guard sockets are those of Linux")
    void areExplainedAsThoseOfThisBuild() {
        PortRequest request = Requests.of(directory, 1)
                .withGuardSocket(GuardSocket.ON)
                .withPurpose(BuildPurpose.ofModule("shop", "http"));
        try (PortReservation held = FreePorts.reserve(request)) {
            PortDiagnosis diagnosis = FreePorts.explain(held.port());

            assertThat(diagnosis.cause()).isEqualTo(Cause.OWN_GUARD);
            assertThat(diagnosis.isTaken()).isFalse();
            assertThat(diagnosis.toString().lines().map(line -> line.replaceFirst("at .*Z", "at T")))
                    .containsExactly(
                            "Port " + held.port()
                                    + " is reserved by this build (module shop, port name http), and no server uses it"
                                    + " now.",
                            "  reserved    by this build (module shop, port name http), at T",
                            "  cause       the build holds the port for its own servers and tests",
                            "  what to do  Start a server on it.");
            assertThat(held.explainBindFailure().toString().lines().map(line -> line.replaceFirst("at .*Z", "at T")))
                    .contains(
                            "Port " + held.port()
                                    + " is reserved by this build (module shop, port name http), and no server uses it"
                                    + " now.",
                            "  what to do  Check what else this build starts on the port.");
        }
    }
}
