package dev.freeport.diagnosis;

import static dev.freeport.condition.Prerequisite.JVM_OF_ANOTHER_USER;
import static dev.freeport.condition.Prerequisite.PYTHON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freeport.ForkedJvm;
import dev.freeport.FreePorts;
import dev.freeport.GuardSocket;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.Python;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Causes as the kernel of this host shows them. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "programs and rules of Linux")
class RealCausesTests {
    /** And without journals, in which others may have left something about the port. */
    private static final List<String> ALLOWED =
            List.of("--enable-native-access=ALL-UNNAMED", "-Dfreeport.directory=/nonexistent");

    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--");
    private static final String BIND = "s = socket()\ns.setsockopt(SOL_SOCKET, SO_REUSEADDR, int(sys.argv[2]))\n"
            + "s.bind(('127.0.0.1', int(sys.argv[1])))\nprint(s.getsockname()[1])\n";

    private static final String CAN_BIND =
            "A server that sets SO_REUSEADDR, as Java's do on Linux, can still bind the port.";

    private static final String LANDLOCK_VERSION = "__import__('ctypes').CDLL(None).syscall(444, None, 0, 1)";

    /** landlock(7): a rule set that handles LANDLOCK_ACCESS_NET_BIND_TCP and allows none. */
    private static final String FORBID_BINDS = """
            import ctypes, os, struct, sys
            c = ctypes.CDLL(None)
            rules = struct.pack('QQ', 0, 1)
            ruleset = c.syscall(444, rules, len(rules), 0)
            c.prctl(38, 1, 0, 0, 0)
            assert c.syscall(446, ruleset, 0) == 0
            os.execv(sys.argv[1], sys.argv[1:])
            """;

    @Test
    void aServerOfThisJvmOverItsReservation() throws IOException {
        try (PortReservation reservation = FreePorts.reserve();
                ServerSocket server = new ServerSocket(reservation.port())) {
            assertThat(FreePorts.explain(server.getLocalPort()).cause()).isEqualTo(Cause.OWN_LISTENER);
        }
    }

    @Test
    void aReservationThatNobodyUsesYet() {
        try (PortReservation reservation =
                FreePorts.reserve(PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.ON))) {
            assertThat(FreePorts.explain(reservation.port()).cause()).isEqualTo(Cause.OWN_GUARD);
        }
    }

    @Test
    void aClientToWhichTheSystemAssignedThePort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            PortDiagnosis diagnosis = FreePorts.explain(client.getLocalPort());

            assertThat(diagnosis.cause()).isEqualTo(Cause.CONNECTION);
            assertThat(diagnosis.owners())
                    .singleElement()
                    .satisfies(owner -> assertThat(owner.isThisJvm()).isTrue());
            assertThat(diagnosis.notes())
                    .filteredOn(note ->
                            !note.startsWith("Connections use")) // a storm of another test, or what is left of it
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("in the dynamic range");
        }
    }

    @Test
    void aClientThatHasClosedItsConnection() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
            port = client.getLocalPort();
            Socket accepted = server.accept();
            client.close();
            accepted.close();
        }
        PortDiagnosis diagnosis = FreePorts.explain(port);
        assertThat(diagnosis.cause()).isEqualTo(Cause.LINGERING);
        assertThat(diagnosis.evidence()).anyMatch(why -> why.matches("the kernel drops it within [0-9]+ s"));
    }

    @Test
    void aSocketThatIsOnlyBound() throws IOException {
        PortReservation reservation = FreePorts.reserve();
        int port = reservation.port();
        reservation.close();
        try (Socket silent = new Socket()) {
            silent.setReuseAddress(false);
            silent.bind(new InetSocketAddress(port));

            PortDiagnosis diagnosis = FreePorts.explain(port);
            assertThat(diagnosis.cause()).isEqualTo(Cause.BOUND_ONLY);
            assertThat(diagnosis.certainty()).isEqualTo(Certainty.CERTAIN);
            assertThat(diagnosis.owners()).singleElement().matches(OwnerProcess::isThisJvm);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @EnabledIfAvailable(PYTHON)
    void aSilentSocketOfAnotherProcess(int reuse) {
        try (Python silent = Python.run(BIND, 0, reuse)) {
            PortDiagnosis diagnosis = FreePorts.explain(silent.port());

            assertThat(diagnosis.headline()).startsWith("Port " + silent.port() + " is taken: pid " + silent.pid());
            assertThat(diagnosis.certainty()).isEqualTo(Certainty.CERTAIN);
            assertThat(diagnosis.sockets()).singleElement().hasToString("BOUND to 127.0.0.1:" + silent.port());
            assertThat(diagnosis.toString())
                    .endsWith("Let this program end what it started (kill " + silent.pid()
                            + "), and wait until it has ended.");
            assertThat(diagnosis.notes().contains(CAN_BIND)).isEqualTo(reuse == 1);
        }
    }

    @Test
    @EnabledIfAvailable(PYTHON)
    void aSilentSocketBesideOurGuard() {
        try (PortReservation reservation =
                        FreePorts.reserve(PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.ON));
                Python silent = Python.run(BIND, reservation.port(), 1)) {
            PortDiagnosis diagnosis = FreePorts.explain(reservation.port());

            assertThat(diagnosis.headline())
                    .startsWith("Port " + reservation.port() + " is taken: pid " + silent.pid());
            assertThat(diagnosis.certainty()).isEqualTo(Certainty.PROBABLE);
            assertThat(diagnosis.sockets()).hasSize(1);
            assertThat(diagnosis.notes())
                    .containsExactly(CAN_BIND + " The guard socket of this JVM's reservation keeps out every other"
                            + " server too.");
        }
    }

    @Test
    @EnabledIfAvailable(PYTHON)
    void aSilentSocketBesideAReservationWithoutGuard() {
        try (PortReservation reservation =
                        FreePorts.reserve(PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.OFF));
                Python silent = Python.run(BIND, reservation.port(), 1)) {
            PortDiagnosis diagnosis = FreePorts.explain(reservation.port());

            assertThat(diagnosis.headline())
                    .startsWith("Port " + reservation.port() + " is taken: pid " + silent.pid());
            assertThat(diagnosis.notes()).containsExactly(CAN_BIND);
        }
    }

    @Test
    void anOldConnectionBesideAReservationWithoutGuard() throws IOException {
        try (PortReservation reservation =
                FreePorts.reserve(PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.OFF))) {
            lingerOn(reservation.port());

            assertThat(FreePorts.explain(reservation.port()).cause()).isEqualTo(Cause.LINGERING);
        }
    }

    @Test
    void aFormerServerOfWhichOnlyOldConnectionsAreLeft() throws IOException {
        try (PortReservation reservation =
                FreePorts.reserve(PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.OFF))) {
            try (Socket client = new Socket();
                    Socket accepted = accept(client, reservation.port())) {
                assertThat(accepted.isConnected()).isTrue();
            }
            assertThatAServerCanBind(reservation.port(), Cause.LINGERING);
        }
    }

    @Test
    void aFormerServerOfWhichAConnectionIsLeft() throws IOException {
        try (PortReservation reservation =
                        FreePorts.reserve(PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.OFF));
                Socket client = new Socket();
                Socket accepted = accept(client, reservation.port())) {
            assertThat(accepted.isConnected()).isTrue();
            assertThatAServerCanBind(reservation.port(), Cause.CONNECTION);
        }
    }

    /** Connects to a server that stops listening then. */
    private static Socket accept(Socket client, int port) throws IOException {
        try (ServerSocket server = new ServerSocket(port)) {
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return server.accept();
        }
    }

    private static void assertThatAServerCanBind(int port, Cause cause) throws IOException {
        PortDiagnosis diagnosis = FreePorts.explain(port);

        assertThat(diagnosis.cause()).isEqualTo(cause);
        assertThat(diagnosis.isTaken()).isFalse();
        assertThat(diagnosis.headline())
                .isEqualTo("Port " + port
                        + " can be bound by a server that sets SO_REUSEADDR; only connections are left on it.");
        try (ServerSocket again = new ServerSocket(port)) {
            assertThat(again.isBound()).isTrue();
        }
    }

    /** Leaves a connection behind whose client was bound to a port. */
    private static void lingerOn(int port) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket client = new Socket();
            client.setReuseAddress(true);
            client.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            client.connect(server.getLocalSocketAddress());
            Socket accepted = server.accept();
            client.close();
            accepted.close();
        }
    }

    @Test
    void aReservationWithoutGuardThatNobodyDisturbs() {
        try (PortReservation reservation =
                FreePorts.reserve(PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.OFF))) {
            assertThat(FreePorts.explain(reservation.port()).cause()).isEqualTo(Cause.NONE);
        }
    }

    @Nested
    @EnabledIfAvailable(JVM_OF_ANOTHER_USER)
    class WhenThisUserHasNoPrivileges {
        private final int port = HostStack.current().privilegedLimit() - 1;

        @BeforeEach
        void needAnotherUser() {
            assumeTrue(port > 0, "there are no privileged ports here");
        }

        @Test
        void aPortBelowTheLimitIsToldByItsErrorNumber(@TempDir Path open) throws IOException {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (ForkedJvm jvm = ForkedJvm.start(NOBODY, ALLOWED, copyFor(open), Explaining.class, port)) {
                assertThat(jvm.readLine()).isEqualTo("PRIVILEGED CERTAIN");
                assertThat(jvm.readLine()).startsWith("Port " + port + " ");
                assertThat(jvm.readLine())
                        .startsWith("  cause  ")
                        .contains(" " + HostStack.current().privilegedLimit() + " ");
            }
        }

        @Test
        void aPortBelowTheLimitIsGuessedWithoutJna() {
            String withoutJars = Arrays.stream(
                            System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !entry.endsWith(".jar"))
                    .collect(Collectors.joining(File.pathSeparator));
            try (ForkedJvm jvm = ForkedJvm.start(NOBODY, List.of(), withoutJars, Explaining.class, port)) {
                assertThat(jvm.readLine()).isEqualTo("PRIVILEGED PROBABLE");
            }
        }

        /** Copies JNA out of this user's home. */
        private String copyFor(Path everybody) throws IOException {
            StringJoiner classPath = new StringJoiner(File.pathSeparator);
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    classPath.add(entry);
                } else if (path.getFileName().toString().startsWith("jna-")) {
                    Path copy = Files.copy(path, everybody.resolve(path.getFileName()));
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
                    classPath.add(copy.toString());
                }
            }
            return classPath.toString();
        }
    }

    @Test
    @EnabledIfAvailable(PYTHON)
    void aPortThatAPolicyForbids() throws IOException {
        try (Python landlock = Python.run("print(" + LANDLOCK_VERSION + " >= 4)")) {
            assumeTrue(landlock.firstLine().equals("True"), "needs Landlock for networks");
        }
        List<String> sandbox = List.of("/usr/bin/python3", "-c", FORBID_BINDS);
        try (ForkedJvm jvm =
                ForkedJvm.start(sandbox, ALLOWED, System.getProperty("java.class.path"), Explaining.class, 20000)) {
            assertThat(jvm.readLine()).isEqualTo("DENIED CERTAIN");
            CauseText text = Diagnoses.of(
                            BindAttempt.of(Protocol.TCP, 20000), Cause.DENIED, Optional.empty(), List.of())
                    .text();
            assertThat(jvm.readLine()).isEqualTo(text.headline());
            assertThat(jvm.readLine()).isEqualTo("  cause       " + text.explanation());
            assertThat(jvm.readLine())
                    .isEqualTo("  evidence    a bind is answered with \"permission denied\", although ports from "
                            + HostStack.current().privilegedLimit() + " on need no privileges here");
            assertThat(jvm.readLine()).isEqualTo("  what to do  " + text.advice());
        }
    }

    /** Prints what is said of a port. */
    static final class Explaining {
        public static void main(String[] arguments) {
            PortDiagnosis diagnosis = FreePorts.explain(Integer.parseInt(arguments[0]));
            System.out.println(diagnosis.cause() + " " + diagnosis.certainty());
            System.out.println(diagnosis);
        }
    }
}
