package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freeport.CommandLineRun;
import dev.freeport.CommandLineRun.Outcome;
import dev.freeport.FreePorts;
import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.Python;
import dev.freeport.owner.ProcessIdentity;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
        return CommandLineRun.meetingIn(directory.resolve("meeting"), "run", arguments);
    }

    @Test
    void tellsAProgramItsPorts() {
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
        assertThat(outcome.err()).isEqualTo("freeport: {FOO} names none of HTTP, ADMIN; it is passed on as it is\n");
    }

    @Test
    void takesWhatFollowsTheProgramForItsOwn() {
        assertThat(CommandLineRun.of(run("echo", "-n", "--json", "--help", "@file", "a b", "")))
                .isEqualTo(new Outcome(0, "--json --help @file a b ", ""));
    }

    @Test
    void namesPortsByNumberUnlessTold() throws Exception {
        Outcome outcome =
                CommandLineRun.of(run("--json", "--block", "-n", "3", "sh", "-c", "echo $PORT1 $PORT2 $PORT3"));
        JsonNode ports = new ObjectMapper().readTree(outcome.err()).get("ports");
        int first = ports.get("PORT1").intValue();
        assertThat(outcome.out()).isEqualTo(first + " " + (first + 1) + " " + (first + 2) + "\n");
        assertThat(ports.get("PORT3").intValue()).isEqualTo(first + 2);
    }

    @Test
    void passesOnASignalAsShellsDo() {
        assertThat(CommandLineRun.of(run("sh", "-c", "kill -9 $$"))).isEqualTo(new Outcome(137, "", ""));
    }

    @Test
    void saysThatThereIsNoSuchProgram() {
        assertThat(CommandLineRun.of(run("no-such-program")))
                .isEqualTo(new Outcome(127, "", "freeport: no-such-program: there is no such program\n"));
        assertThat(CommandLineRun.of(run("/no/such/program")).exitCode()).isEqualTo(127);
    }

    @Test
    void saysThatAProgramCannotBeRun() throws Exception {
        Path text = Files.createFile(directory.resolve("text"));
        assertThat(CommandLineRun.of(run(text.toString())))
                .isEqualTo(new Outcome(
                        126, "", "freeport: " + text + ": cannot be run; is it a program, and executable?\n"));
    }

    @Test
    void saysThatThereAreNoPorts() {
        PortRequest request = PortRequest.fromSystemProperties().withDirectory(directory.resolve("meeting"));
        try (PortReservation other = FreePorts.reserve(request.withPurpose("ShopTests"))) {
            String ranges = "-Dfreeport.ranges=" + other.port();
            Outcome outcome = CommandLineRun.of(run(ranges, "--env", "HTTP", "java", "-jar", "shop.jar"));
            assertThat(outcome.exitCode()).isEqualTo(125);
            assertThat(outcome.err())
                    .isEqualTo(
                            "freeport: No free port for HTTP of the program java (freeport run): the pool has 1 port: "
                                    + other.port()
                                    + "; reserved by tests: 1, bound by other sockets: 0, released a moment ago:"
                                    + " 0\n  reserved    " + other.port() + " by pid "
                                    + ProcessHandle.current().pid() + " for ShopTests\n"
                                    + "  what to do  Offer more ports: freeport.ranges, or the attribute ranges of its @FreePort.\n"
                                    + "  or          Run fewer tests at once.\n");
        }
    }

    @Test
    void saysForWhatItHasReservedAPort() throws Exception {
        try (CommandLineRun run =
                CommandLineRun.start(run("-n", "5", "--protocol", "tcp,udp", "sh", "-c", "echo; cat"))) {
            assertThat(run.readLine()).isEmpty();
            assertThat(CommandLineRun.of("reserved", "-Dfreeport.directory=" + directory.resolve("meeting"))
                            .out())
                    .hasLineCount(11)
                    .contains("  PORT1, PORT2, PORT3 and 2 more of the program sh (freeport run)\n");
        }
    }

    @Test
    void holdsThePortUntilTheProgramEnds() throws Exception {
        try (CommandLineRun run = CommandLineRun.start(run("sh", "-c", "echo $PORT; cat"))) {
            int port = Integer.parseInt(run.readLine());
            assertThat(isReservedByOthers(port)).isTrue();
            assertThat(canBeBoundByStrangers(port)).isFalse();
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
    void endsTheProgramAndItsChildrenFirstOnSigint() throws Exception {
        endsBy("INT", 130);
    }

    @Test
    void endsTheProgramAndItsChildrenFirstOnSigterm() throws Exception {
        endsBy("TERM", 143);
    }

    private void endsBy(String signal, int exitCode) throws Exception {
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
    void endsWhatIsStartedAtTheEnd() throws Exception {
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

    /** Then nobody ends the program; but the kernel does not keep the port. */
    @Test
    void leavesThePortToOthersIfKilled() throws Exception {
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

    /** On a terminal the program has its own SIGINT, and is let clean up; SIGTERM would end it at once. */
    @Test
    void doesNotDisturbAProgramThatCleansUpAfterCtrlC() {
        String program = "import time\ntry:\n  print('ready', flush=True)\n  time.sleep(100)\n"
                + "except KeyboardInterrupt:\n  time.sleep(0.5)\n  print('cleaned', flush=True)";
        List<String> command = new ArrayList<>(CommandLineRun.command());
        command.addAll(List.of(run("/usr/bin/python3", "-c", program)));
        String typist = "import pty\npid, fd = pty.fork()\n"
                + "if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])\n"
                + "text = b''\nwhile b'ready' not in text: text += os.read(fd, 999)\nos.write(fd, b'\\x03')\n"
                + "try:\n  while True: text += os.read(fd, 999)\nexcept OSError: pass\n"
                + "print(b'cleaned' in text, os.WEXITSTATUS(os.waitpid(pid, 0)[1]))";
        try (Python terminal = Python.run(typist, command.toArray())) {
            assertThat(terminal.firstLine()).isEqualTo("True 130");
        }
    }

    private boolean isReservedByOthers(int port) {
        PortRequest request = PortRequest.fromSystemProperties()
                .withDirectory(directory.resolve("meeting"))
                .withCoolDown(Duration.ZERO)
                .withTimeout(Duration.ZERO)
                .withGuardSocket(false);
        try {
            FreePorts.reserveFixed(port, request).close();
            return false;
        } catch (NoFreePortException refused) {
            return true;
        }
    }

    /** Binds without SO_REUSEADDR, as one who has not heard of Freeport, and as the kernel does for a client. */
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
