package dev.freeport.assertj;

import static dev.freeport.condition.Prerequisite.PYTHON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.GuardSocket;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.Python;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListenerLookupTests {
    private static final int LOOKS = 300;

    /** Listens, and leaves a connection of its own to a child, which it names. */
    private static final String CONNECTION_IN_CHILD = """
            s = socket()
            s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
            s.bind(('127.0.0.1', int(sys.argv[1])))
            s.listen()
            client = create_connection(s.getsockname())
            accepted = s.accept()[0]
            ready, told = os.pipe()
            child = os.fork()
            if child == 0:
                s.close()
                client.close()
                os.write(told, b'.')
                sys.stdin.read()
                os._exit(0)
            accepted.close()
            os.read(ready, 1)
            print(child)
            """;

    @ParameterizedTest
    @EnumSource
    void hasAListenerOnlyWhereTheDiagnosisSaysSo(Cause cause) {
        assertThat(ListenerLookup.hasListener(diagnosis(cause)))
                .isEqualTo(cause == Cause.LISTENER || cause == Cause.OWN_LISTENER);
    }

    @ParameterizedTest
    @EnumSource
    void mayHaveAListenerWhereThePortIsInUseAndNoSocketIsShown(Cause cause) {
        assertThat(ListenerLookup.mayHaveListener(diagnosis(cause)))
                .isEqualTo(List.of(Cause.LISTENER, Cause.OWN_LISTENER, Cause.BOUND_ONLY, Cause.UNKNOWN)
                        .contains(cause));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "guard sockets")
    @EnabledIfAvailable(PYTHON)
    void leavesOutProcessesThatMerelyOwnAConnection(@TempDir Path directory) {
        try (PortReservation reservation = TestRequests.reserve(directory);
                Python server = Python.run(CONNECTION_IN_CHILD, reservation.port())) {
            long child = Long.parseLong(server.firstLine());
            PortDiagnosis found = FreePorts.explain(reservation.port());

            assertThat(found.sockets())
                    .as("the connection and its owner are seen")
                    .anySatisfy(row -> assertThat(row.owners())
                            .extracting(OwnerProcess::pid)
                            .containsExactly(child));
            assertThat(ListenerLookup.listeners(found))
                    .extracting(OwnerProcess::pid)
                    .containsExactly(server.pid());
        }
    }

    /** A lookup that binds would sometimes get in the way of a server that binds without SO_REUSEADDR. */
    @Test
    void doesNotGetInTheWayOfAServer() throws Exception {
        // without guard socket, which would be in the way
        try (PortReservation reservation =
                FreePorts.reserve(PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.OFF))) {
            int port = reservation.port();
            Thread looking = new Thread(() -> {
                for (int i = 0; i < LOOKS; i++) {
                    ListenerLookup.seesListener(Protocol.TCP, port);
                }
            });
            looking.start();
            int refused = 0;
            do {
                refused += binds(port) ? 0 : 1;
            } while (looking.isAlive());

            // by a lookup that binds dozens; by a test of another JVM, which probes this port of all, one
            assertThat(refused).isLessThan(5);
        }
    }

    private static boolean binds(int port) throws IOException {
        try (Socket server = new Socket()) {
            server.setReuseAddress(false);
            server.bind(new InetSocketAddress(port));
            return true;
        } catch (BindException refused) {
            return false;
        }
    }

    private static PortDiagnosis diagnosis(Cause cause) {
        return PortErrorsTests.diagnosis(Protocol.TCP, cause);
    }
}
