package dev.freeport.samples.proof.taken;

import dev.freeport.samples.proof.processes.JavaCommand;
import dev.freeport.samples.proof.processes.Spawning;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A process that takes ports without asking. It is no child of this JVM, so that nothing but its socket leads to it; it
 * ends when this JVM does.
 */
final class ForeignProcess implements AutoCloseable {
    /** The shell ends at once and leaves its child to the system. */
    private static final List<String> LEFT_ALONE = List.of("sh", "-c", "\"$@\" &", "sh");

    private static final int MILLIS_TO_ANSWER = 30_000;

    private final Socket control;
    private final BufferedReader answers;
    private final long pid;

    private ForeignProcess(Socket control) throws IOException {
        this.control = control;
        control.setSoTimeout(MILLIS_TO_ANSWER);
        this.answers = new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
        this.pid = Long.parseLong(answers.readLine());
    }

    static ForeignProcess start() throws IOException {
        try (ServerSocket meetingPoint = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            meetingPoint.setSoTimeout(MILLIS_TO_ANSWER);
            ProcessBuilder command = new JavaCommand()
                    .main(LEFT_ALONE, ForeignProcessMain.class, meetingPoint.getLocalPort())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            Spawning.start(command);
            return new ForeignProcess(meetingPoint.accept());
        }
    }

    long pid() {
        return pid;
    }

    /** Returns when the process listens. */
    void listenOn(String host, int port) throws IOException {
        order(ForeignProcessMain.LISTEN + " " + host + " " + port);
    }

    /** Returns when the process listens no more. */
    void letGo() throws IOException {
        order(ForeignProcessMain.LET_GO);
    }

    private void order(String order) throws IOException {
        control.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
        String answer = answers.readLine();
        if (!ForeignProcessMain.DONE.equals(answer)) {
            throw new IOException("Told to " + order + ", the process answered: " + answer);
        }
    }

    /** Lets the process end. */
    @Override
    public void close() throws IOException {
        control.close();
    }
}
