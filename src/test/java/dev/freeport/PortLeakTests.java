package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.registry.FixedPortWait;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.text.GivenExplanations;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.StandIn;

/** Something still listens when a reservation ends. */
class PortLeakTests {
    @TempDir
    Path directory;

    @Test
    void isReportedWithItsOwner() throws Exception {
        PortReservation reservation = FreePorts.reserve(request());
        try (ServerSocket left = new ServerSocket(reservation.port());
                WarningsCapture warnings = new WarningsCapture()) {
            reservation.close();

            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .startsWith("Port " + left.getLocalPort()
                            + " of a test was released, but this JVM still listens on it." + System.lineSeparator()
                            + "  socket      LISTEN on ");
        }
        assertThat(FreePorts.reserved()).extracting(ReservedPort::port).doesNotContain(reservation.port());
        assertThat(journal())
                .containsPattern("\tLEAKED\ttcp\t" + reservation.port() + "\t.*\ta test\tPort " + reservation.port()
                        + " is taken: this JVM itself listens on it\\.\n");
    }

    @Test
    void ofATestOfSpringNamesTheCachedContext() throws Exception {
        PortReservation reservation =
                FreePorts.reserve(request().withPurpose("field 'port' of " + OfSpringTestCase.class.getName()));
        try (ServerSocket left = new ServerSocket(reservation.port());
                WarningsCapture warnings = new WarningsCapture()) {
            reservation.close();

            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .startsWith("PortLeakTests$OfSpringTestCase has ended, but this JVM still listens on its port "
                            + left.getLocalPort() + "." + System.lineSeparator()
                            + "  perhaps     Spring keeps the application context of PortLeakTests$OfSpringTestCase for other"
                            + " classes, and its server listens; @DirtiesContext on the class closes both"
                            + System.lineSeparator() + "  socket      LISTEN on ");
        }
        assertThat(SpringAnnotations.is(OfSpringTestCase.class.getName())).isTrue();
        assertThat(SpringAnnotations.is(PortLeakTests.class.getName())).isFalse();
        assertThat(SpringAnnotations.is("com.acme.Missing")).isFalse();
    }

    @ComposedOfSpring
    static class OfSpringTestCase {}

    @StandIn
    @Retention(RetentionPolicy.RUNTIME)
    @interface ComposedOfSpring {}

    @Test
    void isOneLineIfTheSameWasExplainedBefore() throws Exception {
        PortReservation reservation = FreePorts.reserve(request());
        try (ServerSocket left = new ServerSocket(reservation.port());
                WarningsCapture warnings = new WarningsCapture()) {
            String said = FreePorts.explain(left.getLocalPort()).headline();
            assertThat(GivenExplanations.note(said, "ShopTests.java:31")).isEmpty();
            reservation.close();

            assertThat(warnings.texts())
                    .containsExactly(
                            "Port " + left.getLocalPort() + " of a test was released, but this JVM still listens on it."
                                    + " Explained above, at ShopTests.java:31.");
        }
    }

    @Test
    void ofAChildProcessIsReportedWithItsPid() {
        PortReservation reservation = FreePorts.reserve(request());
        try (ForkedJvm child = ForkedJvm.start(Listening.class, reservation.port());
                WarningsCapture warnings = new WarningsCapture()) {
            assertThat(child.readLine()).isEqualTo("listening");
            reservation.close();

            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .startsWith("Port " + reservation.port() + " of a test was released, but pid " + child.pid()
                            + " still listens on it." + System.lineSeparator() + "  process     pid " + child.pid());
        }
    }

    @Test
    void isNotReportedAgainAfterAFailedBindWasExplainedByIt() throws Exception {
        PortReservation reservation = FreePorts.reserve(request());
        try (ServerSocket left = new ServerSocket(reservation.port());
                WarningsCapture warnings = new WarningsCapture()) {
            assertThat(reservation.explainBindFailure().headline())
                    .isEqualTo("Port " + left.getLocalPort() + " is taken: this JVM itself listens on it.");
            reservation.close();

            assertThat(warnings.texts()).isEmpty();
        }
        assertThat(journal()).contains("\tLEAKED\ttcp\t" + reservation.port() + "\t");
    }

    @Test
    void keepsThePortAwayForLonger() throws Exception {
        PortRange two = Requests.range(2);
        PortRequest request = request().withRanges(two);
        PortReservation reservation = FreePorts.reserve(request);
        try (WarningsCapture warnings = new WarningsCapture()) {
            try (ServerSocket left = new ServerSocket(reservation.port())) {
                assertThat(left.isBound()).isTrue();
                reservation.close();
            }
            assertThat(warnings.texts()).hasSize(1);
        }
        for (int i = 0; i < 3; i++) {
            try (PortReservation next = FreePorts.reserve(request)) {
                assertThat(next.port()).isNotEqualTo(reservation.port());
            }
        }
    }

    @Test
    void failsTheCloseIfThatIsAskedForAndReleasesThePort() throws Exception {
        PortRequest request = request().withLeakCheck(LeakCheck.FAIL);
        PortReservation reservation = FreePorts.reserve(request);
        try (ServerSocket left = new ServerSocket(reservation.port());
                WarningsCapture warnings = new WarningsCapture()) {
            assertThat(left.isBound()).isTrue();
            assertThatExceptionOfType(PortLeakException.class)
                    .isThrownBy(reservation::close)
                    .withMessageStartingWith(
                            "Port " + reservation.port() + " of a test was released, but this JVM still listens on it.")
                    .satisfies(leak -> assertThat(leak.diagnosis().cause()).isEqualTo(Cause.OWN_LISTENER));
            assertThatNoException().as("a second time").isThrownBy(reservation::close);
            assertThat(warnings.texts()).isEmpty();
        }
        FreePorts.reserve(request).close();
    }

    @Test
    void isNotLookedForIfThatIsSwitchedOff() throws Exception {
        PortReservation reservation = FreePorts.reserve(request().withLeakCheck(LeakCheck.OFF));
        try (ServerSocket left = new ServerSocket(reservation.port());
                WarningsCapture warnings = new WarningsCapture()) {
            reservation.close();
            assertThat(left.isClosed()).isFalse();
            assertThat(warnings.texts()).isEmpty();
        }
    }

    @Test
    void isNoneIfTheServerIsClosedThoughItsConnectionsAreNot() throws Exception {
        PortReservation reservation = FreePorts.reserve(request());
        ServerSocket server = new ServerSocket(reservation.port());
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), reservation.port());
                Socket accepted = server.accept();
                WarningsCapture warnings = new WarningsCapture()) {
            server.close();
            assertThat(accepted.isConnected() && client.isConnected()).isTrue();
            reservation.close();
            assertThat(warnings.texts()).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere SO_REUSEADDR is enough to bind beside connections")
    void isNoneIfAClosedConnectionOfAServerWithoutReuseAddressLingers() throws Exception {
        PortRequest request = request().withLeakCheck(LeakCheck.FAIL);
        PortReservation reservation = FreePorts.reserve(request);
        try (ServerSocket server = withoutReuseAddress(reservation.port())) {
            closeAConnectionOf(server);
        }
        assertNoLeakBeside(Cause.LINGERING, reservation);
        try (PortReservation next = FreePorts.reserve(request)) {
            assertThat(next.port()).isNotEqualTo(reservation.port());
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere SO_REUSEADDR is enough to bind beside connections")
    void isNoneIfAServerWithoutReuseAddressIsClosedThoughItsConnectionsAreNot() throws Exception {
        PortReservation reservation = FreePorts.reserve(request().withLeakCheck(LeakCheck.FAIL));
        ServerSocket server = withoutReuseAddress(reservation.port());
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), reservation.port());
                Socket accepted = server.accept()) {
            server.close();
            assertThat(accepted.isConnected() && client.isConnected()).isTrue();
            assertNoLeakBeside(Cause.CONNECTION, reservation);
        }
    }

    private void assertNoLeakBeside(Cause cause, PortReservation reservation) throws Exception {
        assertThat(FreePorts.explain(reservation.port()))
                .returns(cause, PortDiagnosis::cause)
                .returns(true, PortDiagnosis::isTaken);
        try (WarningsCapture warnings = new WarningsCapture()) {
            assertThatNoException().isThrownBy(reservation::close);
            assertThat(warnings.texts()).isEmpty();
        }
        assertThat(journal()).contains("\tRELEASED\t").doesNotContain("\tLEAKED\t");
    }

    @Test
    void isFoundBesideAConnectionThatLingers() throws Exception {
        PortReservation reservation = FreePorts.reserve(request().withLeakCheck(LeakCheck.FAIL));
        try (ServerSocket left = withoutReuseAddress(reservation.port())) {
            closeAConnectionOf(left);
            assertThatExceptionOfType(PortLeakException.class)
                    .isThrownBy(reservation::close)
                    .withMessageStartingWith("Port " + reservation.port()
                            + " of a test was released, but this JVM still listens on it.");
        }
    }

    @Test
    void ofAUdpSocketIsFoundBesideAConnectionThatLingers() throws Exception {
        PortReservation reservation = FreePorts.reserve(
                request().withProtocols(Protocol.TCP, Protocol.UDP).withLeakCheck(LeakCheck.FAIL));
        try (DatagramSocket left = new DatagramSocket(reservation.port())) {
            try (ServerSocket server = withoutReuseAddress(reservation.port())) {
                closeAConnectionOf(server);
            }
            assertThat(left.isBound()).isTrue();
            assertThatExceptionOfType(PortLeakException.class)
                    .isThrownBy(reservation::close)
                    .satisfies(leak -> assertThat(leak.diagnosis().protocol()).isEqualTo(Protocol.UDP));
        }
    }

    /** The server closes first, so its port is that of the end in TIME_WAIT. */
    private static void closeAConnectionOf(ServerSocket server) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            assertThat(accepted.isConnected() && client.isConnected()).isTrue();
        }
    }

    private static ServerSocket withoutReuseAddress(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(false);
        server.bind(new InetSocketAddress(port));
        return server;
    }

    @Test
    void isNoneIfTheServerIsClosedAMomentLater() throws Exception {
        PortRange one = Requests.range(1);
        PortRequest request = request().withRanges(one);
        Reservation reservation =
                new FixedPortWait(Registries.at(directory), one.low(), request.options()).await(request.timeout());
        ServerSocket server = new ServerSocket(one.low());
        try (WarningsCapture warnings = new WarningsCapture()) {
            CompletableFuture<Void> closing = CompletableFuture.runAsync(
                    () -> close(server), CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

            new PortLeak(reservation, LeakCheck.FAIL, Duration.ofSeconds(20)).close();

            closing.get(20, TimeUnit.SECONDS);
            assertThat(warnings.texts()).isEmpty();
            assertThat(reservation.isReleased()).isTrue();
        }
    }

    @Test
    void isNotWaitedForByAThreadThatIsInterrupted() throws Exception {
        PortRange one = Requests.range(1);
        PortRequest request = request().withRanges(one);
        Reservation reservation =
                new FixedPortWait(Registries.at(directory), one.low(), request.options()).await(request.timeout());
        try (ServerSocket left = new ServerSocket(one.low());
                WarningsCapture warnings = new WarningsCapture()) {
            Thread.currentThread().interrupt();
            try {
                new PortLeak(reservation, LeakCheck.WARN, Duration.ofHours(1)).close();
            } finally {
                assertThat(Thread.interrupted()).as("interrupted still").isTrue();
            }
            assertThat(left.isBound()).isTrue();
            assertThat(warnings.texts()).hasSize(1);
            assertThat(reservation.isReleased()).isTrue();
        }
    }

    private static void close(ServerSocket server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void ofAUdpSocketIsFoundToo() throws Exception {
        PortReservation reservation = FreePorts.reserve(request().withProtocols(Protocol.UDP));
        try (DatagramSocket left = new DatagramSocket(reservation.port());
                WarningsCapture warnings = new WarningsCapture()) {
            assertThat(left.isBound()).isTrue();
            reservation.close();
            assertThat(warnings.texts()).hasSize(1);
        }
    }

    @Test
    void isFoundWhereNoGuardSocketIs() throws Exception {
        PortReservation reservation = FreePorts.reserve(request().withGuardSocket(GuardSocket.OFF));
        try (ServerSocket left = new ServerSocket()) {
            left.bind(new InetSocketAddress("127.0.0.1", reservation.port()));
            try (WarningsCapture warnings = new WarningsCapture()) {
                reservation.close();
                assertThat(warnings.texts()).hasSize(1);
            }
        }
    }

    private PortRequest request() {
        return Requests.of(directory, 2);
    }

    private String journal() throws Exception {
        try (var files = Files.newDirectoryStream(directory, "journal-*")) {
            return Files.readString(files.iterator().next());
        }
    }

    static final class Listening {
        public static void main(String[] arguments) throws Exception {
            try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]))) {
                System.out.println("listening");
                assertThat(System.in.read()).isEqualTo(-1);
                assertThat(server.isClosed()).isFalse();
            }
        }
    }
}
