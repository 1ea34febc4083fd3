package dev.freeport.samples.proof.docs;

import dev.freeport.FreePorts;
import dev.freeport.LeakCheck;
import dev.freeport.NoFreePortException;
import dev.freeport.PortLeakException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.PortReservations;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.stack.PortRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Situations in which the product prints what the documents show. */
final class Situations {
    private Situations() {}

    static Map<String, Callable<String>> all() {
        return new TreeMap<>(Map.of(
                "quick start", TakenQuickStart::report,
                "another process", Situations::anotherProcess,
                "own server", Situations::ownServer,
                "connection", () -> ofOneSocket(Situations::connection),
                "lingering", () -> ofOneSocket(Situations::lingering),
                "leak", Situations::leak,
                "full pool", Situations::fullPool,
                "fixed port, reserved", Situations::reservedFixedPort,
                "fixed port, taken", Situations::takenFixedPort));
    }

    private static String anotherProcess() throws IOException {
        PortReservation reservation = reserved("ShopTests");
        reservation.close();
        try (ShopServer server = ShopServer.on(reservation.port())) {
            return FreePorts.explain(server.port()).toString();
        }
    }

    private static String ownServer() throws IOException {
        try (PortReservation reservation = reserved("ShopTests");
                ServerSocket server = new ServerSocket(reservation.port())) {
            return reservation.explainBindFailure().toString() + (server.isClosed() ? " closed" : "");
        }
    }

    /** Another connection may linger on the port that a client is lent, from a test before. */
    private static String ofOneSocket(Callable<PortDiagnosis> situation) throws Exception {
        PortDiagnosis found = situation.call();
        for (int more = 0; more < 50 && found.sockets().size() > 1; more++) {
            found = situation.call();
        }
        return found.toString();
    }

    /** A client that is bound to the port it was lent, as the kernel does it. */
    private static PortDiagnosis connection() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                Socket client = new Socket(loopback, server.getLocalPort());
                Socket accepted = server.accept()) {
            accepted.setTcpNoDelay(true);
            return FreePorts.explain(client.getLocalPort());
        }
    }

    /** Whoever closes first lingers: here the client. */
    private static PortDiagnosis lingering() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            Socket client = new Socket(loopback, server.getLocalPort());
            try (Socket accepted = server.accept()) {
                client.close();
                accepted.getInputStream().read();
            }
            return FreePorts.explain(client.getLocalPort());
        }
    }

    private static String leak() throws IOException {
        PortReservation reservation = reserved("ShopTests");
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(reservation.port()));
            reservation.close();
            return "nobody noticed";
        } catch (PortLeakException leak) {
            return String.valueOf(leak.getMessage());
        }
    }

    private static String fullPool() throws IOException {
        PortRequest request = request("ShopTests").withCoolDown(Duration.ZERO);
        try (PortReservations two = FreePorts.reserveContiguous(2, request);
                ServerSocket server = new ServerSocket()) {
            int first = two.port(0);
            two.each().get(1).close();
            server.bind(new InetSocketAddress(two.port(1)));
            return refusal(() -> FreePorts.reserve(request("CartTests").withRanges(new PortRange(first, first + 1))));
        }
    }

    private static String reservedFixedPort() {
        try (PortReservation reservation = reserved("ShopTests")) {
            return refusal(() -> FreePorts.reserveFixed(
                    reservation.port(), request("CartTests").withTimeout(Duration.ofSeconds(1))));
        }
    }

    private static String takenFixedPort() throws IOException {
        PortReservation reservation = reserved("ShopTests");
        reservation.close();
        try (ShopServer server = ShopServer.on(reservation.port())) {
            return refusal(() -> FreePorts.reserveFixed(server.port(), request("CartTests")));
        }
    }

    private static String refusal(Callable<PortReservation> attempt) {
        try (PortReservation had = attempt.call()) {
            return had + " was had";
        } catch (NoFreePortException refused) {
            return String.valueOf(refused.getMessage());
        } catch (Exception other) {
            throw new IllegalStateException(other);
        }
    }

    private static PortReservation reserved(String purpose) {
        return FreePorts.reserve(request(purpose));
    }

    private static PortRequest request(String purpose) {
        return PortRequest.fromSystemProperties().withPurpose(purpose).withLeakCheck(LeakCheck.FAIL);
    }
}
