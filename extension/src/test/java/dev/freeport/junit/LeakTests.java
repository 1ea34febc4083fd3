package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.LeakCheck;
import dev.freeport.PortLeakException;
import dev.freeport.PortRequest;
import dev.freeport.junit.FreePort.Leaks;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                    .startsWith(
                            "LeakTests$LeavingOnFieldTestCase.leaves() has ended, but this JVM still listens on its port "
                                    + LEFT.get(0).getLocalPort() + ".");
        }
    }

    private static Throwable leak(TestRun run) {
        Throwable failure = run.failure();
        // JUnit from 5.13 on wraps what is thrown when a store closes
        Throwable leak = failure instanceof PortLeakException ? failure : Objects.requireNonNull(failure.getCause());
        assertThat(leak).isExactlyInstanceOf(PortLeakException.class);
        return leak;
    }

    @Test
    void failTheTestIfThatIsAskedForAndAllItsPortsAreReleased() {
        TestRun run = TestRun.of(LeavingTestCase.class, PortRequest.LEAKS, "fail");

        assertThat(leak(run))
                .hasMessageStartingWith(
                        "LeakTests$LeavingTestCase.leaves(int, int) has ended, but this JVM still listens on"
                                + " its port " + LEFT.get(1).getLocalPort() + ".")
                .satisfies(first ->
                        assertThat(first.getSuppressed()).singleElement().isExactlyInstanceOf(PortLeakException.class));
        assertThat(run.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"warn", "fail"})
    void areNotLookedForWhereADeclarationSaysSo(String leaks) {
        try (LogCapture log = new LogCapture("dev.freeport")) {
            TestRun.of(LeavingOnPurposeTestCase.class, PortRequest.LEAKS, leaks).succeeds(1);

            assertThat(log.texts()).isEmpty();
        }
    }

    static class LeavingOnPurposeTestCase {
        @FreePort(leaks = Leaks.OFF)
        static int ofClass;

        @RegisterExtension
        static final PortExtension REGISTERED = PortExtension.free(request -> request.withLeakCheck(LeakCheck.OFF));

        @Test
        void leaves(@FixedPort(value = 17_301, leaks = Leaks.OFF) int fixed) throws IOException {
            LEFT.add(new ServerSocket(ofClass));
            LEFT.add(new ServerSocket(REGISTERED.port()));
            LEFT.add(new ServerSocket(fixed));
        }
    }

    @Test
    void areReportedOrFailWhereADeclarationSaysSo() {
        try (LogCapture log = new LogCapture("dev.freeport")) {
            TestRun run = TestRun.of(StrictTestCase.class, PortRequest.LEAKS, "off");

            assertThat(leak(run)).hasMessageStartingWith(message(1));
            assertThat(log.texts()).singleElement().asString().startsWith(message(0));
        }
    }

    private static String message(int server) {
        return "LeakTests$StrictTestCase.leaves(int, int) has ended, but this JVM still listens on its port "
                + LEFT.get(server).getLocalPort() + "." + System.lineSeparator();
    }

    @Test
    void areOneLineIfTheSameWasExplained() {
        try (LogCapture log = new LogCapture("dev.freeport")) {
            TestRun.of(LeavingAndFailingTestCase.class, PortRequest.LEAKS, "warn")
                    .failures();

            assertThat(log.texts())
                    .as("what the failure says is not said again")
                    .isEmpty();
        }
    }

    static class LeavingAndFailingTestCase {
        @Test
        void leaves(@FreePort int port) throws IOException {
            LEFT.add(new ServerSocket(port));
            LEFT.add(new ServerSocket(port));
        }
    }

    static class StrictTestCase {
        @Test
        void leaves(@FreePort(leaks = Leaks.WARN) int one, @FreePort(leaks = Leaks.FAIL) int two) throws IOException {
            LEFT.add(new ServerSocket(one));
            LEFT.add(new ServerSocket(two));
        }
    }

    @Test
    void areTheSameMatterForAllOfAName() {
        String type = ContradictingTestCase.class.getName();
        assertThat(TestRun.of(ContradictingTestCase.class).failure())
                .isExactlyInstanceOf(ParameterResolutionException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "No port for parameter 'two' of " + type
                                + ".test(int, int): two declarations of the name 'shop' in one scope contradict each other:",
                        "  parameter 'one' of " + type + ".test(int, int): no leaks",
                        "  parameter 'two' of " + type + ".test(int, int): leaks = OFF",
                        "Make both the same, or use two names."));
    }

    static class ContradictingTestCase {
        @Test
        void test(@FreePort("shop") int one, @FreePort(value = "shop", leaks = Leaks.OFF) int two) {}
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
