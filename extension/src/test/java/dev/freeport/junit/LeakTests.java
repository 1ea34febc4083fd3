package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.PortLeakException;
import dev.freeport.PortRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that a test leaves listening. */
class LeakTests {
    private static final List<ServerSocket> LEFT = new ArrayList<>();

    @AfterEach
    void closeServers() throws IOException {
        for (ServerSocket server : LEFT) {
            server.close();
        }
        LEFT.clear();
    }

    @Test
    void doNotFailTheTestUnlessThatIsAskedFor() {
        TestRun.of(LeavingTestCase.class, PortRequest.LEAKS, "warn").succeeds(1);
    }

    @Test
    void areReportedWithTheNameOfTheTest() {
        try (LogCapture log = new LogCapture("dev.freeport")) {
            TestRun.of(LeavingOnFieldTestCase.class, PortRequest.LEAKS, "warn").succeeds(1);

            assertThat(log.texts())
                    .singleElement()
                    .asString()
                    .startsWith("Port " + LEFT.get(0).getLocalPort() + " was released by field 'port' of "
                            + LeavingOnFieldTestCase.class.getName()
                            + ", in leaves() while a process still owns it.");
        }
    }

    @Test
    void failTheTestIfThatIsAskedForAndAllItsPortsAreReleased() {
        TestRun run = TestRun.of(LeavingTestCase.class, PortRequest.LEAKS, "fail");

        // JUnit from 5.13 on wraps what is thrown when a store closes
        Throwable leak = run.failure() instanceof PortLeakException
                ? run.failure()
                : run.failure().getCause();
        assertThat(leak)
                .isExactlyInstanceOf(PortLeakException.class)
                .hasMessageStartingWith("Port " + LEFT.get(1).getLocalPort()
                        + " was released by parameter 'two' of " + LeavingTestCase.class.getName()
                        + ".leaves(int, int) while a process still owns it.")
                .satisfies(first ->
                        assertThat(first.getSuppressed()).singleElement().isExactlyInstanceOf(PortLeakException.class));
        assertThat(run.leftovers()).isEmpty();
    }

    static class LeavingOnFieldTestCase {
        @FreePort
        int port;

        @Test
        void leaves() throws IOException {
            LEFT.add(new ServerSocket(port));
        }
    }

    static class LeavingTestCase {
        @Test
        void leaves(@FreePort int one, @FreePort int two) throws IOException {
            LEFT.add(new ServerSocket(one));
            LEFT.add(new ServerSocket(two));
        }
    }
}
