package dev.freeport.diagnosis;

import static dev.freeport.condition.Prerequisite.ANOTHER_USER;
import static dev.freeport.condition.Prerequisite.CGROUPS;
import static dev.freeport.condition.Prerequisite.PYTHON;
import static dev.freeport.condition.Prerequisite.TMUX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Advice on real processes: by their cgroups, parents, terminals, users and names. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "processes as Linux shows them")
@EnabledIfAvailable(PYTHON)
class RealAdviceTests {
    private static final String OR = ", or let this program use another port.";

    @Test
    void aPlainProcessOfThisUserIsEnded() {
        try (OrphanServer server = OrphanServer.as("/opt/shop/bin/shop-server", "--port", "8080")) {
            PortDiagnosis diagnosis = server.diagnosisOf("/opt/shop/bin/shop-server");

            assertThat(diagnosis.text().advice()).isEqualTo("End the process (kill " + server.pid() + ")" + OR);
            assertThat(diagnosis.owners().get(0).howToStop()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sshd: joe@notty                 | FORWARDER        | Stop the forwarding in the SSH client that asked for it (ssh -R, RemoteForward)
            sshd-session: joe@pts/0         | FORWARDER        | Stop the forwarding in the SSH client that asked for it (ssh -R, RemoteForward)
            /usr/bin/ssh                    | FORWARDER        | Stop the forwarding in that SSH client (its -L and -D; ssh -O cancel)
            ssh: /home/joe/.ssh/cm-1 [mux]  | FORWARDER        | Stop the forwarding in that SSH client (its -L and -D; ssh -O cancel)
            /usr/local/bin/kubectl          | FORWARDER        | Stop the forwarding where it was started (kubectl port-forward)
            socat                           | FORWARDER        | Stop the forwarding where it was started
            /home/joe/.vscode-server/cli/servers/Stable-0123/server/node | IDE | Stop the forwarding in the IDE (VS Code: the Ports view)
            /Applications/Visual Studio Code.app/Contents/Frameworks/Code Helper.app/Contents/MacOS/Code Helper | IDE | Stop what uses the port in the IDE
            /Applications/Visual Studio Code.app/Contents/Frameworks/Code Helper (Plugin).app/Contents/MacOS/Code Helper (Plugin) | IDE | Stop what uses the port in the IDE
            /snap/code/67/usr/share/code/code | IDE            | Stop what uses the port in the IDE
            /usr/bin/slirp4netns            | CONTAINER_ENGINE | Stop the container (podman ps lists it)
            /usr/bin/conmon                 | CONTAINER_ENGINE | Stop the container (podman ps lists it)
            /usr/bin/containerd-shim-runc-v2 | CONTAINER_ENGINE | Stop the container or pod (docker ps, crictl ps, kubectl get pods)
            /Applications/OrbStack.app/Contents/Frameworks/OrbStack Helper.app/Contents/MacOS/OrbStack Helper | CONTAINER_ENGINE | Stop the container or machine in OrbStack (docker ps, orb list)
            C:\\Program Files\\WSL\\wslrelay.exe | CONTAINER_ENGINE | Stop the program inside WSL that listens (wsl -- ss -Htlnp)
            C:\\Windows\\System32\\lxss\\wslhost.exe | CONTAINER_ENGINE | Stop the program inside WSL that listens (wsl -- ss -Htlnp)
            qemu-system-x86_64              | CONTAINER_ENGINE | Stop the forwarding in the settings of the virtual machine
            bazel(shop)                     | BUILD_DAEMON     | Once no build runs, stop the server of Bazel (bazel shutdown)
            /actions-runner/bin/Runner.Listener | CI_AGENT     | Find the job that listens, and end it on GitHub Actions
            /usr/bin/gitlab-runner          | CI_AGENT         | Find the job that listens, and end it in GitLab
            tmux                            | SESSION          | Stop the program that listens in its terminal
            SCREEN                          | SESSION          | Stop the program that listens in its terminal
            /usr/sbin/xinetd                | SUPERVISOR       | Take the service out of the configuration of inetd, and let it read it again
            PM2 v5.3.0: God Daemon (/root/.pm2) | SUPERVISOR   | Stop the program in PM2 (pm2 list names it; pm2 stop)
            /System/Library/CoreServices/ControlCenter.app/Contents/MacOS/ControlCenter | SYSTEM | Switch AirPlay Receiver off in the system settings, if the port is 5000 or 7000
            """)
    void aProgramOnWhichOthersDependIsToldByItsName(String program, OwnerKind kind, String howToStop) {
        try (OrphanServer server = OrphanServer.as(program)) {
            PortDiagnosis diagnosis = server.diagnosisOf(program);

            assertThat(diagnosis.owners()).extracting(OwnerProcess::kind).containsExactly(kind);
            assertThat(diagnosis.text().advice()).isEqualTo(howToStop + OR);
        }
    }

    @Test
    void theSshServerIsLeftAlone() {
        String listener = "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups";
        try (OrphanServer server = OrphanServer.as(listener)) {
            assertThat(server.diagnosisOf(listener).text().advice())
                    .isEqualTo("Let this program use another port, or let pid " + server.pid()
                            + " close the server. Do not end pid " + server.pid() + ": other things depend on it.");
        }
    }

    @Test
    void whatASupervisorStartsAgainIsStoppedThere(@TempDir Path folder) throws IOException {
        Path supervisord = Files.writeString(folder.resolve("supervisord"), """
                import os, sys
                if os.fork() == 0:
                    os.execv('/usr/bin/python3', ['/opt/shop/shop', '-c', 'import sys; sys.stdin.read()'])
                os.close(int(sys.argv[1]))
                sys.stdin.read()
                """);
        String program = "print(s.getsockname()[1], 0)\nsys.stdout.flush()\n"
                + "os.execv('/usr/bin/python3', ['/usr/bin/python3', sys.argv[1], str(s.fileno())])\n";
        try (OrphanServer server = OrphanServer.running(program, supervisord)) {
            PortDiagnosis diagnosis = server.diagnosisOf("/opt/shop/shop");

            assertThat(diagnosis.text().advice())
                    .isEqualTo("Stop the program in supervisord (supervisorctl status names it)" + OR);
            diagnosis
                    .owners()
                    .forEach(owner -> ProcessHandle.of(owner.pid()).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    @Test
    @EnabledIfAvailable(ANOTHER_USER)
    void aProcessOfAnotherUserIsEndedByThatUser() {
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--clear-groups", "--");
        try (OrphanServer server =
                OrphanServer.running(nobody, "say(os.getpid())\nbecome(sys.argv[1:])\n", "/opt/shop/shop")) {
            assertThat(server.diagnosisOf("/opt/shop/shop").text().advice())
                    .isEqualTo("Let user nobody end pid " + server.pid() + OR);
        }
    }

    @Nested
    class InATerminal {
        @Test
        void theLeaderOfASessionIsNotEnded() {
            String program = "import pty\npid, fd = pty.fork()\nif pid == 0:\n  become(sys.argv[1:])\n"
                    + "say(pid)\ns.close()\n";
            try (OrphanServer server = OrphanServer.running(program, "/opt/shop/shop")) {
                PortDiagnosis diagnosis = server.diagnosisOf("/opt/shop/shop");
                String terminal = diagnosis.owners().get(0).terminal().orElse("none");

                assertThat(terminal).startsWith("pts/");
                assertThat(diagnosis.toString()).contains("(an interactive session), ", ", on " + terminal + ", ");
                assertThat(diagnosis.text().advice())
                        .isEqualTo("Stop the program that listens in terminal " + terminal + OR);
            }
        }

        @Test
        void aProgramBelowAShellIsPlain() {
            String program = "import pty\npid, fd = pty.fork()\nif pid == 0:\n  child = os.fork()\n"
                    + "  if child == 0:\n    become(sys.argv[1:])\n"
                    + "  s.close()\n  os.waitpid(child, 0)\n  os._exit(0)\nsay(0)\ns.close()\n";
            try (OrphanServer server = OrphanServer.running(program, "/opt/shop/shop")) {
                PortDiagnosis diagnosis = server.diagnosisOf("/opt/shop/shop");
                long pid = diagnosis.owners().get(0).pid();

                assertThat(diagnosis.owners().get(0).terminal()).isPresent();
                assertThat(diagnosis.text().advice()).isEqualTo("End the process (kill " + pid + ")" + OR);
            }
        }

        @Test
        void whatServesTheTerminalIsNotEnded() {
            String program = "import pty\npid, fd = pty.fork()\nif pid == 0:\n  s.close()\n  sys.stdin.read()\n"
                    + "os.set_inheritable(fd, True)\nsay(os.getpid())\nbecome(sys.argv[1:])\n";
            try (OrphanServer server = OrphanServer.running(program, "/opt/acme/web-terminal")) {
                PortDiagnosis diagnosis = server.diagnosisOf("/opt/acme/web-terminal");

                assertThat(diagnosis.owners()).extracting(OwnerProcess::kind).containsExactly(OwnerKind.SESSION);
                assertThat(diagnosis.text().advice()).isEqualTo("Stop the program that listens in its terminal" + OR);
            }
        }

        @Test
        @EnabledIfAvailable(TMUX)
        void tmuxWithAnInheritedSocketIsNotEnded(@TempDir Path folder) {
            String program = "subprocess.run(['tmux', '-S', sys.argv[1] + '/socket', 'new-session', '-d', 'sleep 600'],"
                    + " close_fds=False, check=True)\nsay(0)\ns.close()\n";
            try (OrphanServer server = OrphanServer.running(program, folder)) {
                PortDiagnosis diagnosis = server.diagnosisOf("tmux ");

                assertThat(diagnosis.text().advice()).isEqualTo("Stop the program that listens in its terminal" + OR);
                diagnosis
                        .owners()
                        .forEach(owner -> ProcessHandle.of(owner.pid()).ifPresent(ProcessHandle::destroyForcibly));
            }
        }
    }

    @Nested
    @EnabledIfAvailable(CGROUPS)
    class InACgroup {
        private static final String ID = "0123456789ab" + "6".repeat(52);

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                system.slice/system-postgresql.slice/postgresql@15-main.service     | unit postgresql@15-main.service | Stop the unit (systemctl stop postgresql@15-main.service)
                user.slice/user-7.slice/user@7.service/app.slice/shop.service       | unit shop.service               | Stop the unit (systemctl --user stop shop.service)
                docker/ID                                                           | container 0123456789ab          | Stop the container (docker stop 0123456789ab)
                user.slice/user-7.slice/user@7.service/user.slice/libpod-ID.scope   | container 0123456789ab          | Stop the container (podman stop 0123456789ab)
                """)
        void aProcessOfAUnitOrContainerIsStoppedByItsManager(String folder, String unit, String howToStop)
                throws IOException {
            try (CgroupFolder cgroup = CgroupFolder.make(folder.replace("ID", ID));
                    OrphanServer server = OrphanServer.as("/opt/shop/shop")) {
                cgroup.add(server.pid());
                PortDiagnosis diagnosis = server.diagnosisOf("/opt/shop/shop");

                assertThat(diagnosis.toString()).contains(", " + unit + System.lineSeparator());
                assertThat(diagnosis.text().advice()).isEqualTo(howToStop + OR);
            }
        }

        @Test
        void aScopeIsNoManager() throws IOException {
            try (CgroupFolder cgroup =
                            CgroupFolder.make("user.slice/user-7.slice/user@7.service/app.slice/run-7.scope");
                    OrphanServer server = OrphanServer.as("/opt/shop/shop")) {
                cgroup.add(server.pid());

                assertThat(server.diagnosisOf("/opt/shop/shop").text().advice())
                        .isEqualTo("End the process (kill " + server.pid() + ")" + OR);
            }
        }

        @Test
        void theProxyOfAnEngineInItsUnitIsNoReasonToStopTheEngine() throws IOException {
            try (CgroupFolder cgroup = CgroupFolder.make("system.slice/docker.service");
                    OrphanServer server = OrphanServer.as("/usr/bin/docker-proxy")) {
                cgroup.add(server.pid());

                assertThat(server.diagnosisOf("/usr/bin/docker-proxy").text().advice())
                        .isEqualTo("Stop the container (docker ps --filter publish=" + server.port() + ")" + OR);
            }
        }

        @Test
        void theUnitOfACiAgentIsNotStoppedForWhatAJobLeft(@TempDir Path folder) throws IOException {
            Path agent = Files.writeString(folder.resolve("gitlab-runner"), """
                    import os, sys
                    if os.fork() == 0:
                        os.execv('/usr/bin/python3', ['/opt/shop/shop', '-c', 'import sys; sys.stdin.read()'])
                    os.close(int(sys.argv[1]))
                    sys.stdin.read()
                    """);
            String program = "open(sys.argv[2], 'w').write(str(os.getpid()))\nprint(s.getsockname()[1], 0)\n"
                    + "sys.stdout.flush()\n"
                    + "os.execv('/usr/bin/python3', ['/usr/bin/python3', sys.argv[1], str(s.fileno())])\n";
            try (CgroupFolder cgroup = CgroupFolder.make("system.slice/gitlab-runner.service");
                    OrphanServer server = OrphanServer.running(program, agent, cgroup.processes())) {
                PortDiagnosis diagnosis = server.diagnosisOf("/opt/shop/shop");
                long pid = diagnosis.owners().get(0).pid();

                assertThat(diagnosis.owners().get(0).unit()).hasValue("unit gitlab-runner.service");
                assertThat(diagnosis.text().advice()).isEqualTo("End the process (kill " + pid + ")" + OR);
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }

        @Test
        void theUnitOfThisJvmIsNotStopped() throws IOException {
            try (CgroupFolder cgroup = CgroupFolder.make("system.slice/ci.service");
                    OrphanServer server = OrphanServer.as("/opt/shop/shop")) {
                cgroup.add(server.pid());
                server.diagnosisOf("/opt/shop/shop");
                List<String> inside = List.of("sh", "-c", "echo $$ > " + cgroup.processes() + "; exec \"$@\"", "sh");
                try (ForkedJvm jvm = ForkedJvm.start(inside, RealCausesTests.Explaining.class, server.port())) {
                    assertThat(Stream.generate(jvm::readLine)
                                    .filter(line -> line.startsWith("  what to do") || line.equals("<ended>"))
                                    .findFirst())
                            .hasValue("  what to do  End the process (kill " + server.pid() + ")" + OR);
                }
            }
        }
    }
}
