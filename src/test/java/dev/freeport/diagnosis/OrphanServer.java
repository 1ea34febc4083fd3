package dev.freeport.diagnosis;

import dev.freeport.FreePorts;
import dev.freeport.Orphaning;
import dev.freeport.Python;
import dev.freeport.owner.OwnerProcess;
import java.util.ArrayList;
import java.util.List;

/** A server that descends from no process of this JVM, with a command line of the test's choice. */
final class OrphanServer implements AutoCloseable {
    private static final long NANOS = 20_000_000_000L;

    /** Becomes a program that waits, under another name, with the socket open. */
    private static final String BECOME = """
            s = socket()
            s.bind(('127.0.0.1', 0))
            s.listen()
            s.set_inheritable(True)
            def become(words):
                os.execv('/usr/bin/python3', [words[0], '-c', 'import sys; sys.stdin.read()'] + words[1:])
            def say(pid):
                print(s.getsockname()[1], pid)
                sys.stdout.flush()
            """;

    private final Python program;
    private final int port;
    private final long pid;

    private OrphanServer(Python program) {
        this.program = program;
        String[] words = program.firstLine().split(" ");
        this.port = Integer.parseInt(words[0]);
        this.pid = Long.parseLong(words[1]);
    }

    /** Starts a server with this command line, but for two words behind the first. */
    static OrphanServer as(String... words) {
        return running("say(os.getpid())\nbecome(sys.argv[1:])\n", (Object[]) words);
    }

    /** Runs a program that says the id of the process with the socket {@code s}, and may become another one. */
    static OrphanServer running(String program, Object... arguments) {
        return running(List.of(), program, arguments);
    }

    /** Runs a program by a command that ends by starting what follows it. */
    static OrphanServer running(List<String> by, String program, Object... arguments) {
        List<String> all = new ArrayList<>(Orphaning.command());
        all.addAll(by);
        return new OrphanServer(Python.runBy(all, BECOME + program, arguments));
    }

    int port() {
        return port;
    }

    long pid() {
        return pid;
    }

    PortDiagnosis diagnosis() {
        return FreePorts.explain(port);
    }

    /** Returns what is said once the process has become what it is to be. */
    PortDiagnosis diagnosisOf(String command) {
        long deadline = System.nanoTime() + NANOS;
        PortDiagnosis diagnosis = diagnosis();
        while (!isOf(command, diagnosis) && System.nanoTime() < deadline) {
            diagnosis = diagnosis();
        }
        return diagnosis;
    }

    private static boolean isOf(String command, PortDiagnosis diagnosis) {
        List<OwnerProcess> owners = diagnosis.owners();
        return owners.size() == 1 && owners.get(0).command().startsWith(command);
    }

    @Override
    public void close() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        program.close();
    }
}
