package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.FreePorts;
import dev.freeport.GuardSocket;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.fixture.PortOccupier;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ports that are as they are because a test wants them so are said to be, whole. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class OnPurposeTests {
    private static final long SELF = ProcessHandle.current().pid();
    private static final String TIME = "[0-9TZ:-]+";

    @Test
    void heldClosedByThisJvm() {
        try (PortReservation closed = FreePorts.reserveClosed(request("ShopTests"))) {
            Pattern text = pattern(Cause.CLOSED, closed.port(), SELF, """
                    HEADLINE
                      reserved    by this JVM for ShopTests, at TIME
                      cause       EXPLANATION
                      what to do  ADVICE""");

            assertThat(FreePorts.explain(closed.port()).toString()).matches(text);
            assertThat(closed.explainBindFailure().toString()).matches(text);
        }
    }

    @Test
    void heldClosedByAnotherJvm(@TempDir Path directory) {
        try (ForkedJvm other = InOtherJvm.start(directory, "closed")) {
            int port = Integer.parseInt(other.readLine());

            assertThat(explainedBySomebodyElse(directory, port))
                    .matches(pattern(Cause.CLOSED, port, other.pid(), """
                    HEADLINE
                      reserved    by pid %d for OtherTests, at TIME
                      cause       EXPLANATION
                      what to do  ADVICE""".formatted(other.pid())));
        }
    }

    @Test
    void occupiedByThisJvm() {
        try (PortReservation reservation = FreePorts.reserve(request("ShopTests"));
                PortOccupier occupier = PortOccupier.byThisJvm().occupy(reservation.port())) {
            String text = FreePorts.explain(occupier.port()).toString();

            assertThat(withoutProcess(text))
                    .matches(pattern(Cause.OCCUPIED, occupier.port(), SELF, """
                    HEADLINE
                      socket      LISTEN on [::]:%d
                      reserved    by this JVM for ShopTests, at TIME
                      cause       EXPLANATION
                      what to do  ADVICE""".formatted(occupier.port())));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux lists sockets that are bound and do not listen")
    void occupiedByAJvmThatThisOneStarted() {
        try (PortOccupier occupier =
                PortOccupier.byOtherJvm().withListening(false).occupy()) {
            assertThat(FreePorts.explain(occupier.port()).headline())
                    .isEqualTo("Port %d is occupied on purpose by pid %d.", occupier.port(), occupier.pid());
        }
    }

    @Test
    void occupiedByAnotherJvm(@TempDir Path directory) {
        try (ForkedJvm other = InOtherJvm.start(directory, "occupied")) {
            int port = Integer.parseInt(other.readLine());

            assertThat(withoutProcess(explainedBySomebodyElse(directory, port)))
                    .matches(pattern(Cause.OCCUPIED, port, other.pid(), """
                    HEADLINE
                      socket      LISTEN on [::]:%d
                      reserved    by pid %d for OtherTests, at TIME
                      cause       EXPLANATION
                      what to do  ADVICE""".formatted(port, other.pid())));
        }
    }

    @Test
    void noLongerWhenTheOccupierIsClosed() throws IOException {
        int port;
        try (PortOccupier occupier = PortOccupier.byThisJvm().occupy()) {
            port = occupier.port();
        }

        try (ServerSocket server = new ServerSocket(port)) {
            assertThat(FreePorts.explain(port).headline())
                    .isEqualTo("Port %d is taken: this JVM itself listens on it.", server.getLocalPort());
        }
    }

    @Test
    void notIfAnotherHasThePort() throws IOException {
        InetAddress one = InetAddress.getByName("127.0.0.1");
        InetAddress other = InetAddress.getByName("127.0.0.2");
        try (PortOccupier occupier = PortOccupier.byOtherJvm().withAddress(one).occupy();
                ServerSocket server = new ServerSocket(occupier.port(), 1, other)) {
            BindAttempt attempt = BindAttempt.of(Protocol.TCP, new InetSocketAddress(other, server.getLocalPort()));

            assertThat(FreePorts.explain(attempt).headline())
                    .isEqualTo("Port %d is taken: this JVM itself listens on it.", server.getLocalPort());
        }
    }

    private static PortRequest request(String purpose) {
        return PortRequest.fromSystemProperties().withPurpose(purpose);
    }

    /** Asks a third JVM, as a class loader that meets others elsewhere than this one. */
    private static String explainedBySomebodyElse(Path directory, int port) {
        try (ForkedJvm third = InOtherJvm.start(directory, "explain", port)) {
            StringBuilder text = new StringBuilder();
            for (String line = third.readLine(); !line.equals("<ended>"); line = third.readLine()) {
                text.append(text.length() == 0 ? "" : System.lineSeparator()).append(line);
            }
            return text.toString();
        }
    }

    private static String withoutProcess(String text) {
        return text.replaceAll("(?m)^  process .*\\R(?:   +.*\\R)+", "");
    }

    /** Returns how a port is described that a JVM has reserved or occupies. */
    private static Pattern pattern(Cause cause, int port, long pid, String facts) {
        PortDiagnosis.ReservedBy holder = new PortDiagnosis.ReservedBy(pid, "ShopTests", Instant.EPOCH);
        PortDiagnosis same = Diagnoses.of(BindAttempt.of(Protocol.TCP, port), cause, Optional.of(holder), List.of());
        return Pattern.compile(Pattern.quote(Texts.around(same, facts)).replace("TIME", "\\E" + TIME + "\\Q"));
    }

    /** Has a port until its standard input ends, or explains one. */
    static final class InOtherJvm {
        private InOtherJvm() {}

        static ForkedJvm start(Path directory, Object... arguments) {
            return ForkedJvm.start(
                    List.of(),
                    List.of("-Dfreeport.directory=" + directory),
                    System.getProperty("java.class.path"),
                    InOtherJvm.class,
                    arguments);
        }

        public static void main(String[] arguments) throws IOException {
            if (arguments[0].equals("explain")) {
                System.out.println(FreePorts.explain(Integer.parseInt(arguments[1])));
                return;
            }
            PortRequest request = request("OtherTests").withRanges(new PortRange(20000, 20999));
            try (PortReservation held = arguments[0].equals("closed")
                    ? FreePorts.reserveClosed(request)
                    : FreePorts.reserve(request.withGuardSocket(GuardSocket.OFF))) {
                if (arguments[0].equals("occupied")) {
                    PortOccupier.byThisJvm().occupy(held.port());
                }
                System.out.println(held.port());
                while (System.in.read() >= 0) {
                    // until the other has asked
                }
            }
        }
    }
}
