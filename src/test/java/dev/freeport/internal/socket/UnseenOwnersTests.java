package dev.freeport.internal.socket;

import static dev.freeport.condition.Prerequisite.ANOTHER_USER;
import static dev.freeport.condition.Prerequisite.JVM_OF_ANOTHER_USER;
import static dev.freeport.condition.Prerequisite.MOUNT_NAMESPACES;
import static dev.freeport.condition.Prerequisite.PID_NAMESPACES;
import static dev.freeport.condition.Prerequisite.PYTHON;
import static dev.freeport.condition.Prerequisite.USER_NAMESPACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.FreePorts;
import dev.freeport.Python;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.internal.process.DockerProxy;
import dev.freeport.internal.process.ProcProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is said of owners whose descriptors this process may not read. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "programs and /proc of Linux")
class UnseenOwnersTests {
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--");
    private static final List<String> IN_A_PID_NAMESPACE =
            List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");

    @Test
    @EnabledIfAvailable(JVM_OF_ANOTHER_USER)
    void whatMayNotBeLookedIntoIsCounted() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                ForkedJvm nobody = ForkedJvm.start(NOBODY, Reading.class, server.getLocalPort())) {
            assertThat(nobody.readLine())
                    .isEqualTo("LISTEN on [::]:" + server.getLocalPort() + " uid OptionalLong[0] []");
            assertThat(nobody.readLine())
                    .matches(
                            "User root \\(uid 0\\) opened the socket\\. Its owner is among the [0-9]+ processes whose open"
                                    + " files this user may not read \\(as root with CAP_SYS_PTRACE, 'ss -Htanp' shows"
                                    + " them\\), or is just handing the socket over\\.");
        }
    }

    @Test
    @EnabledIfAvailable({JVM_OF_ANOTHER_USER, PID_NAMESPACES})
    void theFewThatMayNotBeLookedIntoAreNamed() throws IOException {
        List<String> besideOne =
                concat(IN_A_PID_NAMESPACE, "sh", "-c", "sleep 60 & exec " + String.join(" ", NOBODY) + " \"$@\"", "sh");
        try (ServerSocket server = new ServerSocket(0);
                ForkedJvm nobody = ForkedJvm.start(besideOne, Reading.class, server.getLocalPort())) {
            assertThat(nobody.readLine())
                    .isEqualTo("LISTEN on [::]:" + server.getLocalPort() + " uid OptionalLong[0] []");
            assertThat(nobody.readLine())
                    .isEqualTo("User with uid 0 opened the socket. Its owner is perhaps pid 2 sleep, whose open"
                            + " files this user may not read (as root with CAP_SYS_PTRACE, 'ss -Htanp' shows them), or"
                            + " outside this container, or is just handing the socket over.");
        }
    }

    @Test
    @EnabledIfAvailable(ANOTHER_USER)
    void rootThatMayListDescriptorsButNotReadThemSaysSo() throws IOException {
        List<String> asInContainers =
                List.of("setpriv", "--bounding-set=-sys_ptrace,-net_admin", "--inh-caps=-all", "--");
        try (ServerSocket server = new ServerSocket(0);
                ForkedJvm jvm = ForkedJvm.start(asInContainers, Reading.class, server.getLocalPort())) {
            assertThat(jvm.readLine()).isEqualTo("LISTEN on [::]:" + server.getLocalPort() + " uid OptionalLong[0] []");
            assertThat(jvm.readLine())
                    .startsWith("User root (uid 0) opened the socket. Its owner is ")
                    .contains(" whose open files this user may not read ");
        }
    }

    @Test
    @EnabledIfAvailable(PID_NAMESPACES)
    void anOwnerInAnotherPidNamespaceIsSaidToBeOutside() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                ForkedJvm jvm = ForkedJvm.start(IN_A_PID_NAMESPACE, Reading.class, server.getLocalPort())) {
            assertThat(jvm.readLine()).isEqualTo("LISTEN on [::]:" + server.getLocalPort() + " uid OptionalLong[0] []");
            assertThat(jvm.readLine())
                    .isEqualTo("User with uid 0 opened the socket. Its owner is outside this container, or is just"
                            + " handing the socket over.");
        }
    }

    @Test
    @EnabledIfAvailable(PID_NAMESPACES)
    void thatAreSeveralAreNamedByTheirSockets() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                Socket client = new Socket("localhost", server.getLocalPort());
                Socket accepted = server.accept();
                ForkedJvm jvm = ForkedJvm.start(IN_A_PID_NAMESPACE, Reading.class, accepted.getLocalPort())) {
            jvm.readLine();
            jvm.readLine();
            assertThat(jvm.readLine())
                    .matches(
                            "User with uid 0 opened the sockets LISTEN on \\[::]:[0-9]+, ESTABLISHED 127\\.0\\.0\\.1:[0-9]+"
                                    + " -> 127\\.0\\.0\\.1:" + client.getLocalPort()
                                    + "\\. Their owners are outside this"
                                    + " container, or are just handing them over\\.");
        }
    }

    @Test
    @EnabledIfAvailable({JVM_OF_ANOTHER_USER, PYTHON})
    void dockersProxyIsFoundByItsCommandLineWhereItsDescriptorsAreHidden() throws IOException {
        String become = "s = socket()\ns.bind(('127.0.0.1', 0))\ns.listen()\ns.set_inheritable(True)\n"
                + "port = str(s.getsockname()[1])\n"
                + "print(port)\nsys.stdout.flush()\n"
                + "os.execv('/usr/bin/python3', ['/usr/bin/docker-proxy', '-c', 'import sys; sys.stdin.read()',"
                + " '-proto', 'tcp', '-host-port', port, '-container-ip', '172.17.0.2', '-container-port', '80'])\n";
        try (Python proxy = Python.run(become)) {
            Await.until(
                    () -> new ProcProcess(Path.of("/proc"), proxy.pid()).words(), words -> DockerProxy.isProxy(words));
            try (ForkedJvm nobody = ForkedJvm.start(NOBODY, Reading.class, proxy.port())) {
                assertThat(nobody.readLine())
                        .startsWith("LISTEN on 127.0.0.1:" + proxy.port() + " uid OptionalLong[0] [ProcessDetails[pid="
                                + proxy.pid() + ", ")
                        .contains("forwardsTo=Optional[172.17.0.2:80], ");
            }
        }
    }

    @Test
    @EnabledIfAvailable({PID_NAMESPACES, PYTHON})
    void anOwnerInAPodIsSaidToBeInAnotherOfItsContainers() throws IOException {
        List<String> inAPod = concat(List.of("env", "KUBERNETES_SERVICE_HOST=10.0.0.1"));
        inAPod.addAll(IN_A_PID_NAMESPACE);
        try (Python nginx = Python.runBy(ofUid(101), SERVER);
                ForkedJvm jvm = ForkedJvm.start(inAPod, Explaining.class, nginx.port())) {
            assertThat(jvm.readLine())
                    .isEqualTo("Port " + nginx.port()
                            + " is taken: a process of uid 101 that is not visible from here listens on it.");
            assertThat(rest(jvm))
                    .contains("  note        User with uid 101 opened the socket. Its owner is in another container of"
                            + " this pod, or is just handing the socket over.")
                    .contains("  what to do  Look in the other containers of this pod, or let this program use another"
                            + " port.");
        }
    }

    /** A new instance of {@code /proc}, as the options of one hold for all who see it; group 0 would see all. */
    @Test
    @EnabledIfAvailable({JVM_OF_ANOTHER_USER, MOUNT_NAMESPACES, PYTHON})
    void anOwnerThatProcHidesIsSaidToBeHidden() {
        List<String> hidden = concat(
                List.of("unshare", "-m", "sh", "-c"),
                "mount -t proc -o hidepid=2 proc /proc && exec "
                        + String.join(" ", NOBODY).replace("--reuid", "--regid=65534 --reuid") + " \"$@\"",
                "sh");
        try (Python server = Python.runBy(ofUid(101), SERVER);
                ForkedJvm jvm = ForkedJvm.start(hidden, Explaining.class, server.port())) {
            assertThat(jvm.readLine())
                    .isEqualTo("Port " + server.port()
                            + " is taken: a process of uid 101 that is not visible from here listens on it.");
            assertThat(rest(jvm))
                    .contains(
                            " (uid 101) opened the socket. Its owner is a process of another user, which /proc hides, as it"
                                    + " is mounted with hidepid=")
                    .contains(
                            " (as root with CAP_SYS_PTRACE, 'ss -Htanp' shows it), or is just handing the socket over.")
                    .contains("  what to do  Look as root: ss -Htanp 'sport = :" + server.port() + "'")
                    .doesNotContain("container");
        }
    }

    @Test
    @EnabledIfAvailable({USER_NAMESPACES, PYTHON})
    void theOverflowUidIsNoUser() {
        try (Python server = Python.runBy(ofUid(101), SERVER);
                ForkedJvm jvm = ForkedJvm.start(
                        List.of("unshare", "--user", "--map-root-user"), Explaining.class, server.port())) {
            assertThat(jvm.readLine())
                    .isEqualTo("Port " + server.port()
                            + " is taken: a process that is not visible from here listens on it.");
            assertThat(rest(jvm))
                    .contains("  note        A user outside this user namespace opened the socket. Its owner is ")
                    .doesNotContain("65534")
                    .doesNotContain("nobody");
        }
    }

    private static final String SERVER =
            "s = socket()\ns.bind(('127.0.0.1', 0))\ns.listen()\nprint(s.getsockname()[1])\n";

    private static List<String> ofUid(int uid) {
        return List.of("setpriv", "--reuid=" + uid, "--clear-groups", "--");
    }

    private static String rest(ForkedJvm jvm) {
        StringJoiner lines = new StringJoiner("\n");
        for (String line = jvm.readLine(); !line.equals("<ended>"); line = jvm.readLine()) {
            lines.add(line);
        }
        return lines.toString();
    }

    /** Prints what is said of a port. */
    static final class Explaining {
        public static void main(String[] arguments) {
            System.out.println(FreePorts.explain(Integer.parseInt(arguments[0])));
        }
    }

    private static List<String> concat(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    /** Prints the sockets of a port and what could not be read. */
    static final class Reading {
        public static void main(String[] arguments) throws IOException {
            Snapshot snapshot = ThisHost.sockets().read(Protocol.TCP, Integer.parseInt(arguments[0]));
            for (SocketInfo row : snapshot.sockets()) {
                System.out.println(row + " uid " + row.uid() + " " + row.owners());
            }
            snapshot.notes().forEach(System.out::println);
            System.in.read();
        }
    }
}
