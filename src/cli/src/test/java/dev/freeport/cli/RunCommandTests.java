package dev.freeport.cli;

import static dev.freeport.condition.Prerequisite.PYTHON;
import static dev.freeport.condition.Prerequisite.SETSID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freeport.FreePorts;
import dev.freeport.GuardSocket;
import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.cli.CommandLineRun.Outcome;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.internal.process.ProcessIdentity;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "signals and processes of Unix")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunCommandTests {
    @TempDir
    Path directory;

    private String[] run(String... arguments) {
        return CommandLineRun.withDirectory(directory.resolve("freeport"), "run", arguments);
    }

    @Test
    void passesThePortsToTheProgram() {
        Outcome outcome = CommandLineRun.of(run(
                "-n",
                "2",
                "--env",
                "HTTP,ADMIN",
                "--",
                "sh",
                "-c",
                "echo $HTTP $1 ${HTTP} $ADMIN $2 {FOO}; exit 7",
                "sh",
                "{HTTP}",
                "--admin={ADMIN}"));
        assertThat(outcome.exitCode()).isEqualTo(7);
        String[] words = outcome.out().strip().split(" ");
        assertThat(outcome.out()).matches("([0-9]+) \\1 \\1 ([0-9]+) --admin=\\2 \\{FOO}\n");
        assertThat(words[0]).isNotEqualTo(words[3]);
        assertThat(outcome.err())
                .isEqualTo(
                        "freeport: Unknown name in {FOO}: the ports are named HTTP, ADMIN. The program gets it unchanged.\n");
    }

    @Test
    void passesOptionsAfterTheProgramToIt() {
        assertThat(CommandLineRun.of(
                        run("sh", "-c", "echo \"$@\"", "sh", "-n", "--json", "--help", "@file", "a b", "")))
                .isEqualTo(new Outcome(0, "--json --help @file a b ", ""));
    }

    @Test
    void numbersPortsWithoutNames() throws Exception {
        Outcome outcome =
                CommandLineRun.of(run("--json", "--contiguous", "-n", "3", "sh", "-c", "echo $PORT1 $PORT2 $PORT3"));
        JsonNode ports = new ObjectMapper().readTree(outcome.err()).get("ports");
        int first = ports.get("PORT1").intValue();
        assertThat(outcome.out()).isEqualTo(first + " " + (first + 1) + " " + (first + 2) + "\n");
        assertThat(ports.get("PORT3").intValue()).isEqualTo(first + 2);
    }

    @Test
    void exitsLikeAShellAfterASignal() {
        assertThat(CommandLineRun.of(run("sh", "-c", "kill -9 $$"))).isEqualTo(new Outcome(137, "", ""));
    }

    @Test
    void reportsAMissingProgram() {
        assertThat(CommandLineRun.of(run("no-such-program")))
                .isEqualTo(new Outcome(127, "", "freeport: Program not found: no-such-program\n"));
        assertThat(CommandLineRun.of(run("/no/such/program")).exitCode()).isEqualTo(127);
    }

    @Test
    void reportsAProgramThatCannotBeRun() throws Exception {
        Path text = Files.createFile(directory.resolve("text"));
        assertThat(CommandLineRun.of(run(text.toString())))
                .isEqualTo(new Outcome(
                        126,
                        "",
                        "freeport: Cannot run " + text + ". Make sure that it is a program, and executable.\n"));
    }

    @Test
    void reportsThatNoPortIsFree() {
        PortRequest request = PortRequest.fromSystemProperties().withDirectory(directory.resolve("freeport"));
        try (PortReservation other = FreePorts.reserve(request.withPurpose("ShopTests"))) {
            String ranges = "-Dfreeport.ranges=" + other.port();
            Outcome outcome = CommandLineRun.of(run(ranges, "--env", "HTTP", "java", "-jar", "shop.jar"));
            assertThat(outcome.exitCode()).isEqualTo(125);
            assertThat(outcome.err())
                    .isEqualTo("freeport: No free port for HTTP of java (freeport run): the pool has 1 port: "
                            + other.port()
                            + "; reserved by tests: 1, bound by other sockets: 0, released a moment ago:"
                            + " 0\n  reserved    " + other.port() + " by pid "
                            + ProcessHandle.current().pid() + " for ShopTests\n"
                            + "  what to do  Offer more ports: freeport.ranges, or the attribute ranges of its @FreePort.\n"
                            + "  or          Run fewer tests at once.\n");
        }
    }

    @Test
    void recordsWhatThePortsAreFor() throws Exception {
        try (CommandLineRun run =
                CommandLineRun.start(run("-n", "5", "--protocol", "tcp,udp", "sh", "-c", "echo; cat"))) {
            assertThat(run.readLine()).isEmpty();
            assertThat(CommandLineRun.of("reserved", "-Dfreeport.directory=" + directory.resolve("freeport"))
                            .out())
                    .hasLineCount(11)
                    .contains("  PORT1, PORT2, PORT3 and 2 more of sh (freeport run)\n");
        }
    }

    @Test
    void holdsThePortUntilTheProgramEnds() throws Exception {
        try (CommandLineRun run = CommandLineRun.start(run("sh", "-c", "echo $PORT; cat"))) {
            int port = Integer.parseInt(run.readLine());
            assertThat(isReservedByOthers(port)).isTrue();
            assertThat(canBeBoundByStrangers(port))
                    .as("the lock keeps no server out")
                    .isTrue();
            try (ServerSocket server = new ServerSocket()) {
                server.setReuseAddress(true);
                server.bind(new InetSocketAddress(port));
            }
            assertThat(run.end()).isEqualTo(new Outcome(0, "", ""));
            assertThat(isReservedByOthers(port)).isFalse();
            assertThat(canBeBoundByStrangers(port)).isTrue();
        }
    }

    @Test
    @EnabledIfAvailable(SETSID)
    void terminatesTheProgramAndItsChildrenFirstOnSigint() throws Exception {
        terminatesBy("INT", 130);
    }

    @Test
    @EnabledIfAvailable(SETSID)
    void terminatesTheProgramAndItsChildrenFirstOnSigterm() throws Exception {
        terminatesBy("TERM", 143);
    }

    private void terminatesBy(String signal, int exitCode) throws Exception {
        Path trace = directory.resolve("trace");
        String program = "trap 'echo cleaned > " + trace + "; exit 3' TERM; sleep 1000 & child=$!; "
                + "(setsid sleep 1000 & echo $PORT $child $!); wait";
        try (CommandLineRun run = CommandLineRun.start(run("sh", "-c", program))) {
            String[] words = run.readLine().split(" ");
            run.signal(signal);
            assertThat(run.end().exitCode()).isEqualTo(exitCode);
            assertThat(trace).hasContent("cleaned");
            assertThat(mayBeRunning(words[1])).as("a child").isFalse();
            assertThat(mayBeRunning(words[2]))
                    .as("an orphan in a session of its own")
                    .isFalse();
            assertThat(isReservedByOthers(Integer.parseInt(words[0]))).isFalse();
            assertThat(canBeBoundByStrangers(Integer.parseInt(words[0]))).isTrue();
        }
    }

    @Test
    @EnabledIfAvailable(SETSID)
    void terminatesWhatIsStartedAtTheEnd() throws Exception {
        Path late = directory.resolve("late");
        String program = "trap '(setsid sleep 1000 & echo $! > " + late + "); exit 3' TERM; echo ready; "
                + "while :; do sleep 0.05; done";
        try (CommandLineRun run = CommandLineRun.start(run("sh", "-c", program))) {
            assertThat(run.readLine()).isEqualTo("ready");
            run.signal("TERM");
            assertThat(run.end().exitCode()).isEqualTo(143);
            assertThat(mayBeRunning(Files.readString(late).strip())).isFalse();
        }
    }

    private static boolean mayBeRunning(String pid) {
        return new ProcessIdentity(Long.parseLong(pid), 0).mayBeRunning();
    }

    /** Then the program continues, but the kernel frees the port. */
    @Test
    void freesThePortIfKilled() throws Exception {
        try (CommandLineRun run = CommandLineRun.start(run("sh", "-c", "echo $PORT $$; exec sleep 1000"))) {
            String[] words = run.readLine().split(" ");
            ProcessHandle program = ProcessHandle.of(Long.parseLong(words[1])).orElseThrow();
            try {
                run.signal("KILL");
                assertThat(run.exitCode()).isEqualTo(137);
                assertThat(program.isAlive()).isTrue();
                assertThat(canBeBoundByStrangers(Integer.parseInt(words[0]))).isTrue();
            } finally {
                program.destroyForcibly();
            }
        }
    }

    /** On a terminal the program gets SIGINT too, and cleans up; SIGTERM would terminate it at once. */
    @Test
    @EnabledIfAvailable(PYTHON)
    void doesNotDisturbAProgramThatCleansUpAfterCtrlC() throws Exception {
        String program = "import time\ntry:\n  print('ready', flush=True)\n  time.sleep(100)\n"
                + "except KeyboardInterrupt:\n  time.sleep(0.5)\n  print('cleaned', flush=True)";
        String terminal = "import os, pty, sys\npid, fd = pty.fork()\n"
                + "if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])\n"
                + "text = b''\nwhile b'ready' not in text: text += os.read(fd, 999)\nos.write(fd, b'\\x03')\n"
                + "try:\n  while True: text += os.read(fd, 999)\nexcept OSError: pass\n"
                + "print(b'cleaned' in text, os.WEXITSTATUS(os.waitpid(pid, 0)[1]))";
        String python = "/usr/bin/python3";
        List<String> command = new ArrayList<>(List.of(python, "-c", terminal));
        command.addAll(CommandLineRun.command());
        command.addAll(List.of(run(python, "-c", program)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("True 130");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private boolean isReservedByOthers(int port) {
        PortRequest request = PortRequest.fromSystemProperties()
                .withDirectory(directory.resolve("freeport"))
                .withCoolDown(Duration.ZERO)
                .withTimeout(Duration.ZERO)
                .withGuardSocket(GuardSocket.OFF);
        try {
            FreePorts.reserveFixed(port, request).close();
            return false;
        } catch (NoFreePortException refused) {
            return true;
        }
    }

    /** Binds without SO_REUSEADDR, like programs that do not know Freeport. */
    private static boolean canBeBoundByStrangers(int port) throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (BindException taken) {
            return false;
        }
    }
}
