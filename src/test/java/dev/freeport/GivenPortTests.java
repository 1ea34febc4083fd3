package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.diagnosis.Cause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A port that is written somewhere, such as 8080. */
class GivenPortTests {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Each waits in a thread of its own. */
    private static final Executor THREADS = task -> new Thread(task).start();

    @TempDir
    Path directory;

    private final int port = Requests.range(1).low();

    @Test
    void isReservedAtOnceIfNobodyHasIt() throws IOException {
        try (PortReservation reservation = FreePorts.reserveFixed(port, request())) {
            assertThat(reservation.port()).isEqualTo(port);
            new ServerSocket(port).close();
        }
        FreePorts.reserveFixed(port, request().withCoolDown(Duration.ofMinutes(1)))
                .close();
        FreePorts.reserveFixed(port, request()).close();
    }

    @Test
    void isWaitedForWhileAnotherThreadHasIt() throws Exception {
        PortReservation first = FreePorts.reserveFixed(port, request());
        CompletableFuture<PortReservation> second = CompletableFuture.supplyAsync(
                () -> FreePorts.reserveFixed(port, request().withTimeout(LONG)), THREADS);
        CompletableFuture<PortReservation> inVain = CompletableFuture.supplyAsync(
                () -> FreePorts.reserveFixed(port, request().withTimeout(Duration.ofMillis(20))), THREADS);

        assertThat(inVain)
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(NoFreePortException.class);
        assertThat(second).isNotDone();
        first.close();

        second.get(20, TimeUnit.SECONDS).close();
    }

    @Test
    void isWaitedForWhileAnotherJvmHasItWhichIsNamedIfItTakesTooLong() {
        try (ForkedJvm other = ForkedJvm.start(Holding.class, directory, port)) {
            assertThat(other.readLine()).isEqualTo("held");
            assertThatExceptionOfType(NoFreePortException.class)
                    .isThrownBy(() -> FreePorts.reserveFixed(port, request().withTimeout(Duration.ofMillis(20))))
                    .withMessageMatching("Port " + port
                            + " for a test could not be reserved within 20 ms; it is reserved by pid " + other.pid()
                            + " for the test of another JVM, since [^ ]+\\.\\R  what to do  Wait longer .*");

            CompletableFuture<PortReservation> turn = CompletableFuture.supplyAsync(
                    () -> FreePorts.reserveFixed(port, request().withTimeout(LONG)), THREADS);
            assertThat(other.ask("release")).isEqualTo("released");

            assertThat(turn).succeedsWithin(20, TimeUnit.SECONDS).satisfies(PortReservation::close);
        }
    }

    @Test
    void isNotWaitedForIfAForeignProcessHasIt() throws Exception {
        try (ServerSocket foreign = new ServerSocket(port)) {
            assertThatExceptionOfType(NoFreePortException.class)
                    .isThrownBy(() -> FreePorts.reserveFixed(port, request().withTimeout(Duration.ofHours(1))))
                    .withMessageStartingWith("Port " + foreign.getLocalPort()
                            + " for a test is taken by a process that has not reserved it: this JVM itself listens on it."
                            + System.lineSeparator() + "  socket      LISTEN on ")
                    .satisfies(refused -> assertThat(refused.diagnoses())
                            .singleElement()
                            .satisfies(
                                    diagnosis -> assertThat(diagnosis.cause()).isEqualTo(Cause.OWN_LISTENER)));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "connections linger otherwise elsewhere")
    void isNotWaitedForWhileConnectionsOfItsLastServerLinger() throws Exception {
        leaveLingeringConnection();

        try (PortReservation again = FreePorts.reserveFixed(port, request().withTimeout(Duration.ofSeconds(20)))) {
            new ServerSocket(again.port()).close();
        }
        try (PortReservation again = FreePorts.reserveFixed(
                port, request().withGuardSocket(GuardSocket.OFF).withTimeout(Duration.ofSeconds(20)))) {
            new ServerSocket(again.port()).close();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "connections linger otherwise elsewhere")
    void isGivenOnceThoughConnectionsLingerAndTheFilesAreApart(@TempDir Path apart) throws Exception {
        PortRequest elsewhere = Requests.of(apart, 1).withTimeout(Duration.ofMillis(20));
        try (PortReservation before = FreePorts.reserveFixed(port, request())) {
            serveOnce(before.port());
            assertThatExceptionOfType(NoFreePortException.class)
                    .as("a connection lingers")
                    .isThrownBy(() -> FreePorts.reserveFixed(port, elsewhere));
        }
        try (PortReservation after = FreePorts.reserveFixed(port, request())) {
            assertThatExceptionOfType(NoFreePortException.class)
                    .as("the kernel locks the port")
                    .isThrownBy(() -> FreePorts.reserveFixed(port, elsewhere));
            serveOnce(after.port());
        }
        FreePorts.reserveFixed(port, elsewhere).close();
    }

    private void leaveLingeringConnection() throws IOException {
        try (PortReservation reservation = FreePorts.reserveFixed(port, request())) {
            serveOnce(reservation.port());
        }
        try (Socket alone = new Socket()) {
            alone.setReuseAddress(false);
            assertThatExceptionOfType(IOException.class)
                    .as("a connection is in TIME_WAIT for a minute")
                    .isThrownBy(() -> alone.bind(new InetSocketAddress(port)));
        }
    }

    /** Closes the connection first on the side of the server, where it lingers then. */
    private static void serveOnce(int port) throws IOException {
        try (ServerSocket server = new ServerSocket(port);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            server.accept().close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void isAPortNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FreePorts.reserveFixed(65536, request()))
                .withMessage("port (65536) must be between 1 and 65535");
    }

    private PortRequest request() {
        return Requests.of(directory, 1);
    }

    static final class Holding {
        public static void main(String[] arguments) throws IOException {
            PortRequest request = Requests.of(Path.of(arguments[0]), 1).withPurpose("the test of another JVM");
            PortReservation reservation = FreePorts.reserveFixed(Integer.parseInt(arguments[1]), request);
            System.out.println("held");
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            commands.readLine();
            reservation.close();
            System.out.println("released");
            commands.readLine();
        }
    }
}
