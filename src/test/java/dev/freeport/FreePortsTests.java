package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.diagnosis.Cause;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FreePortsTests {

    @Test
    void reservesAPortOutsideTheDynamicRange() throws IOException {
        try (PortReservation reservation = FreePorts.reserve()) {
            assertThat(HostStack.current().isDynamic(Protocol.TCP, reservation.port()))
                    .isFalse();
            for (int i = 0; i < 3; i++) {
                new ServerSocket(reservation.port()).close();
            }
        }
    }

    @Test
    void letsAServerBeBoundAsOftenAsATestLikes() throws IOException {
        try (PortReservation reservation = FreePorts.reserve()) {
            for (int i = 0; i < 1000; i++) {
                try (ServerSocket server = new ServerSocket(reservation.port());
                        Socket client = new Socket(InetAddress.getLoopbackAddress(), reservation.port())) {
                    // closed on this side first, so that the connection lingers here
                    server.accept().close();
                    assertThat(client.getInputStream().read()).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void tellsForWhatAPortIsReservedUntilItIsClosed() {
        PortReservation reservation =
                FreePorts.reserve(PortRequest.fromSystemProperties().withPurpose("ShopTests"));
        assertThat(reservation).hasToString("port " + reservation.port() + ", reserved for ShopTests");
        assertThat(FreePorts.explain(reservation.port()).reservedBy()).hasValueSatisfying(by -> {
            assertThat(by.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(by.purpose()).isEqualTo("ShopTests");
        });

        reservation.close();
        reservation.close();

        assertThat(FreePorts.explain(reservation.port()).cause()).isEqualTo(Cause.NONE);
        assertThat(FreePorts.explain(reservation.port()).reservedBy()).isEmpty();
    }

    @Test
    void explainsAPortThatAnotherJvmHasReserved(@TempDir Path directory) {
        try (ForkedJvm other = ForkedJvm.start(Reserving.class, directory)) {
            int port = Integer.parseInt(other.readLine());
            // this JVM reads the journals of directories it uses itself
            PortReservation own = FreePorts.reserve(request(directory).withRanges(new PortRange(10000, 29999)));

            assertThat(FreePorts.explain(port).headline())
                    .isEqualTo("Port " + port + " is reserved by another JVM: pid " + other.pid() + ".");
            assertThat(FreePorts.explain(port).reservedBy())
                    .hasValueSatisfying(by -> assertThat(by.purpose()).isEqualTo("another JVM's test"));
            own.close();
        }
    }

    @Test
    void saysWhyNoPortCanBeHad(@TempDir Path directory) {
        PortRequest request = request(directory)
                .withPurpose("ShopTests")
                .withGuardSocket(GuardSocket.OFF)
                .withRanges(dynamic());

        assertThatExceptionOfType(NoFreePortException.class)
                .isThrownBy(() -> FreePorts.reserve(request))
                .withMessageStartingWith("No free port for ShopTests: the pool has 0 ports: ")
                .withMessageContaining("in the dynamic range " + dynamic())
                .withMessageContaining(
                        "what to do  Choose other ranges, outside the dynamic range: freeport.ranges, or the"
                                + " attribute ranges of its @FreePort.")
                .withMessageContaining(
                        "  or          Set freeport.guard-socket=auto, where guard sockets hold TCP ports (Linux).");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there are no guard sockets elsewhere")
    void givesGuardedPortsInsideTheDynamicRangeIfTheUserAsksForNothingElse(@TempDir Path directory) throws IOException {
        PortRange dynamic = dynamic();
        try (PortReservation reservation = FreePorts.reserve(request(directory).withRanges(dynamic))) {
            assertThat(dynamic.contains(reservation.port())).isTrue();
            new ServerSocket(reservation.port()).close();
        }
    }

    @Test
    void refusesADirectoryThatCannotServe(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatExceptionOfType(NoFreePortException.class)
                .isThrownBy(() -> FreePorts.reserve(request(file)))
                .withMessage(noDirectory(file))
                .withNoCause();
    }

    @Test
    void saysThatASystemPropertyNamesTheDirectoryThatCannotServe(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        System.setProperty(PortRequest.DIRECTORY, file.toString());
        try {
            assertThatExceptionOfType(NoFreePortException.class)
                    .isThrownBy(FreePorts::reserve)
                    .withMessage(noDirectory(file) + " It is set as a system property.");
        } finally {
            System.clearProperty(PortRequest.DIRECTORY);
        }
    }

    private static String noDirectory(Path file) {
        return "No port for an unnamed use: freeport.directory (" + file
                + ") is not a directory. Name a directory, or a path that does not exist yet.";
    }

    @Test
    void refusesToExplainWhatIsNoPort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FreePorts.explain(0))
                .withMessage("port (0) must be between 1 and 65535");
    }

    private static PortRange dynamic() {
        return HostStack.current().dynamic(Protocol.TCP).get(0);
    }

    private static PortRequest request(Path directory) {
        return PortRequest.from(key -> Optional.empty()).withDirectory(directory);
    }

    static final class Reserving {
        public static void main(String[] arguments) throws IOException {
            PortRequest request = request(Path.of(arguments[0])).withPurpose("another JVM's test");
            try (PortReservation reservation = FreePorts.reserve(request)) {
                System.out.println(reservation.port());
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            }
        }
    }
}
