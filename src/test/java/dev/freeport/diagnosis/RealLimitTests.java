package dev.freeport.diagnosis;

import static dev.freeport.condition.Prerequisite.MOUNT_NAMESPACES;
import static dev.freeport.condition.Prerequisite.NETWORK_NAMESPACES;
import static dev.freeport.condition.Prerequisite.PYTHON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.FreePorts;
import dev.freeport.GuardSocket;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.Python;
import dev.freeport.condition.EnabledIfAvailable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Causes that lie in limits, filters and the kind of system, as they are on this host. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "filters of system calls, by their numbers here")
class RealLimitTests {
    /** And without journals, in which others may have left something about the port. */
    private static final List<String> ALLOWED =
            List.of("--enable-native-access=ALL-UNNAMED", "-Dfreeport.directory=/nonexistent");

    /** seccomp(2): bind, which is 49 in unistd_64.h, is answered with EPERM, and all else is allowed. */
    private static final String FILTER_BINDS = """
            import ctypes, os, struct, sys
            c = ctypes.CDLL(None)
            def step(code, yes, no, k):
                return struct.pack('HBBI', code, yes, no, k)
            program = step(0x20, 0, 0, 0) + step(0x15, 0, 1, 49) + step(0x06, 0, 0, 0x00050001) + step(0x06, 0, 0, 0x7fff0000)
            buffer = ctypes.create_string_buffer(program)
            header = struct.pack('HxxxxxxQ', len(program) // 8, ctypes.addressof(buffer))
            assert c.prctl(38, 1, 0, 0, 0) == 0
            assert c.prctl(22, 2, header, 0, 0) == 0
            os.execv(sys.argv[1], sys.argv[1:])
            """;

    /** With classes in jars, as users have them: from a folder none can be loaded without a descriptor. */
    @Test
    void noDescriptorIsLeft(@TempDir Path directory) throws IOException {
        List<String> limited = List.of("sh", "-c", "ulimit -n 200 && exec \"$@\"", "sh");
        try (ForkedJvm jvm = ForkedJvm.start(limited, List.of(), jars(directory), OpeningAll.class)) {
            assertThat(jvm.readLine()).isEqualTo("java.net.SocketException at bind? false");
            assertThat(jvm.readLine()).isEqualTo("NO_DESCRIPTOR CERTAIN");
        }
    }

    /** Opens as many sockets as it may, and then explains why it cannot open another one. */
    static final class OpeningAll {
        public static void main(String[] arguments) throws IOException {
            PortReservation reservation =
                    FreePorts.reserve(PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.OFF));
            List<ServerSocket> all = new ArrayList<>();
            try {
                while (true) {
                    all.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                }
            } catch (IOException noMore) {
                PortDiagnosis diagnosis = reservation.explainBindFailure(noMore);
                String text = diagnosis.cause() + " " + diagnosis.certainty();
                for (ServerSocket one : all) {
                    one.close();
                }
                System.out.println(
                        noMore.getClass().getName() + " at bind? " + (noMore instanceof java.net.BindException));
                System.out.println(text);
            }
            reservation.close();
        }
    }

    @Test
    @EnabledIfAvailable(PYTHON)
    void aFilterForbidsBinds() {
        List<String> filtered = List.of("/usr/bin/python3", "-c", FILTER_BINDS);
        try (Python seccomp = Python.run("print(os.path.exists('/proc/sys/kernel/seccomp/actions_avail'))");
                ForkedJvm jvm = ForkedJvm.start(
                        filtered,
                        ALLOWED,
                        System.getProperty("java.class.path"),
                        RealCausesTests.Explaining.class,
                        20000)) {
            assertThat(seccomp.firstLine()).isEqualTo("True");
            assertThat(jvm.readLine()).isEqualTo("DENIED CERTAIN");
        }
    }

    @Test
    @EnabledIfAvailable(MOUNT_NAMESPACES)
    void aSystemThatSaysItIsWsl(@TempDir Path directory) throws Exception {
        Path version =
                Files.writeString(directory.resolve("version"), "Linux version 5.15.1-microsoft-standard-WSL2\n");
        List<String> disguised =
                List.of("unshare", "-m", "sh", "-c", "mount --bind " + version + " /proc/version; exec \"$@\"", "sh");
        try (Socket silent = new Socket()) {
            silent.bind(new InetSocketAddress(0));
            // without JNA the socket cannot be seen, as that of Windows could not
            try (ForkedJvm jvm = ForkedJvm.start(
                    disguised,
                    List.of("-Dfreeport.directory=/nonexistent"),
                    withoutJars(),
                    RealCausesTests.Explaining.class,
                    silent.getLocalPort())) {
                assertThat(jvm.readLine()).isEqualTo("BOUND_ONLY NOT_VISIBLE");
                List<String> text = new ArrayList<>();
                for (String line = jvm.readLine(); !line.equals("<ended>"); line = jvm.readLine()) {
                    text.add(line);
                }
                assertThat(text)
                        .anyMatch(line -> line.startsWith("  note        This is WSL: Windows may hold the port."));
            }
        }
    }

    @Test
    @EnabledIfAvailable(PYTHON)
    void aSocketThatWasInheritedFromAProcessThatHasEnded() {
        String program = """
                r, w = os.pipe()
                if os.fork() == 0:
                    s = socket()
                    s.bind(('127.0.0.1', 0))
                    s.listen()
                    heir = os.fork()
                    if heir:
                        os.write(w, ('%d %d' % (s.getsockname()[1], heir)).encode())
                    else:
                        sys.stdin.read()
                    os._exit(0)
                os.wait()
                print(os.read(r, 64).decode())
                """;
        try (Python opener = Python.run(program)) {
            String[] portAndHeir = opener.firstLine().split(" ");
            PortDiagnosis diagnosis = FreePorts.explain(Integer.parseInt(portAndHeir[0]));

            assertThat(diagnosis.owners())
                    .singleElement()
                    .satisfies(heir -> assertThat(heir.pid()).isEqualTo(Long.parseLong(portAndHeir[1])));
        }
    }

    @Test
    @EnabledIfAvailable({NETWORK_NAMESPACES, PYTHON})
    void aServerOfAnotherNetworkIsInNobodysWay() throws Exception {
        String program = "subprocess.run(['ip', 'link', 'set', 'lo', 'up'])\ns = socket()\n"
                + "s.bind(('0.0.0.0', int(sys.argv[1])))\ns.listen()\nprint(s.getsockname()[1])\n";
        try (PortReservation reservation =
                        FreePorts.reserve(PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.OFF));
                Python elsewhere = Python.runBy(List.of("unshare", "-n"), program, reservation.port())) {
            assertThat(elsewhere.port()).isEqualTo(reservation.port());
            assertThat(reservation.explainBindFailure().cause()).isEqualTo(Cause.GONE);
            assertThat(FreePorts.explain(reservation.port()).cause()).isEqualTo(Cause.NONE);
        }
    }

    @Test
    @EnabledIfAvailable(PYTHON)
    void aServerWithoutReuseAgainstTheGuardOfItsOwnReservation() {
        String program = "s = socket()\ntry:\n  s.bind(('', int(sys.argv[1])))\n  print('bound')\n"
                + "except OSError as e:\n  print(e.errno)\n";
        try (PortReservation reservation =
                        FreePorts.reserve(PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.ON));
                Python picky = Python.run(program, reservation.port())) {
            assertThat(picky.firstLine()).isEqualTo("98");
            assertThat(reservation.explainBindFailure().cause()).isEqualTo(Cause.OWN_GUARD);
        }
    }

    /** A descriptor on its way from one process to another is nobody's. */
    @Test
    @EnabledIfAvailable(PYTHON)
    void aSocketThatIsBeingHandedOver() {
        String program = "s = socket()\ns.bind(('127.0.0.1', 0))\ns.listen()\na, b = socketpair()\n"
                + "send_fds(a, [b'x'], [s.fileno()])\nport = s.getsockname()[1]\ns.close()\nprint(port)\n";
        try (Python handing = Python.run(program)) {
            PortDiagnosis diagnosis = FreePorts.explain(handing.port());

            assertThat(diagnosis.headline())
                    .matches("Port " + handing.port()
                            + " is taken: a process of uid [0-9]+ that is not visible from here listens on it\\.");
            assertThat(diagnosis.notes()).anyMatch(note -> note.contains("is just handing the socket over"));
        }
    }

    /** Puts folders of the class path into jars. */
    private static String jars(Path directory) throws IOException {
        StringJoiner classPath = new StringJoiner(File.pathSeparator);
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String jar = entry;
            if (Files.isDirectory(Path.of(entry))) {
                jar = directory.resolve(classPath.length() + ".jar").toString();
                assertThat(tool.run(System.out, System.err, "cf", jar, "-C", entry, "."))
                        .isZero();
            }
            classPath.add(jar);
        }
        return classPath.toString();
    }

    private static String withoutJars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
