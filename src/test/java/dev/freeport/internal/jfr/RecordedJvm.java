package dev.freeport.internal.jfr;

import dev.freeport.FreePorts;
import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import jdk.jfr.Recording;

/** A JVM in which all happens that is an event. */
final class RecordedJvm {
    private final PortRequest request;
    private final int port;

    private RecordedJvm(Path directory, int port) {
        this.port = port;
        this.request = PortRequest.from(key -> Optional.empty())
                .withDirectory(directory)
                .withCoolDown(Duration.ZERO)
                .withTimeout(Duration.ofSeconds(30))
                // or a slow machine would not find the owner of the socket
                .withDiagnosisDeadline(Duration.ofMinutes(1));
    }

    /** Takes a directory, a port, and a file for a recording that begins late; without one, nothing is recorded here. */
    public static void main(String[] arguments) throws Exception {
        RecordedJvm jvm = new RecordedJvm(Path.of(arguments[0], "meeting"), Integer.parseInt(arguments[1]));
        if (arguments.length < 3) {
            jvm.act();
        } else {
            jvm.reserve("too early").close();
            PortReservation early = jvm.reserve("begun too early");
            try (Recording recording = new Recording()) {
                recording.start();
                try (ServerSocket inTheWay = new ServerSocket(jvm.port)) {
                    early.explainBindFailure();
                    System.out.println("in the way " + inTheWay);
                }
                early.close();
                jvm.act();
                recording.dump(Path.of(arguments[2]));
            }
        }
        System.out.println("done");
    }

    private void act() throws IOException, InterruptedException {
        reserve("first").close();
        PortReservation second = reserve("second");
        try (ServerSocket left = new ServerSocket(port)) {
            second.explainBindFailure();
            second.close();
            System.out.println("left " + left);
        }
        PortReservation third = reserve("third");
        try {
            FreePorts.reserveFixed(port, request.withPurpose("timed out").withTimeout(Duration.ofMillis(500)));
        } catch (NoFreePortException asExpected) {
            System.out.println("timed out");
        }
        Thread waiting = new Thread(() -> reserve("fourth").close());
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        third.close();
        waiting.join();
        reserve("never closed");
    }

    private PortReservation reserve(String purpose) {
        return FreePorts.reserveFixed(port, request.withPurpose(purpose));
    }
}
