package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.freeport.FreePorts;
import dev.freeport.PortLeakException;
import dev.freeport.PortRequest;
import dev.freeport.fixture.ForkedJvm;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Sessions of JUnit's launcher in JVMs of their own, the ends of which are the real ones. */
class LauncherSessionTests {
    private static final String WARNING =
            "The tests are over, but a port was still reserved; Freeport has released it.";
    private static final String ADVICE =
            "Close each reservation when no server uses its port any more. For a port that the"
                    + " JVM needs until it ends, call FreePorts.reserveForJvm().";

    @TempDir
    Path directory;

    @Test
    void giveBackAtTheirEndWhatWasLeftAndMayBeOpenedAgain() {
        assertThat(says("session", "session"))
                .containsExactly(
                        "held: 1",
                        "held: 1",
                        WARNING,
                        "  20 for left by hand, number 1",
                        ADVICE,
                        "held: 0",
                        "held: 1",
                        "held: 1",
                        WARNING,
                        "  20 for left by hand, number 2",
                        ADVICE,
                        "held: 0");
    }

    @Test
    void thatAreNotTheLastGiveNothingBack() {
        assertThat(says("inside"))
                .containsExactly(
                        "held: 1", "held: 1", "held: 1", WARNING, "  20 for left by hand, number 1", ADVICE, "held: 0");
    }

    @Test
    void keepWhatIsReservedForTheJvmWithoutAWord() {
        assertThat(says("jvm", "jvm")).containsExactly("held: 1000", "held: 0", "held: 2000", "held: 0");
    }

    @Test
    void ofSingleRequestsGiveNothingBack() {
        assertThat(says("request", "request")).containsExactly("held: 1", "held: 1", "held: 2", "held: 2");
    }

    @Test
    void giveBackPortsOfTheWholeRunWithoutAWord() {
        assertThat(says("run"))
                .containsExactly("reserved in the test: true", "reserved after the run: false", "held: 0");
    }

    @Test
    void keepPortsOfTheRunWhileTheyCallJUnitAgain() {
        assertThat(says("runs"))
                .containsExactly(
                        "reserved in the test: true",
                        "reserved between: true",
                        "reserved in the test: true",
                        "the same port: true",
                        "reserved after the run: false",
                        "reserved in the test: true",
                        "the same port: false",
                        "reserved after the run: false",
                        "held: 0");
    }

    @Test
    void keepPortsOfTheRunForTheJvmIfEachIsForOneRequest() {
        assertThat(says("requests"))
                .containsExactly(
                        "reserved in the test: true",
                        "reserved between: true",
                        "reserved in the test: true",
                        "the same port: true",
                        "held: 0");
    }

    @Test
    void failOfALeakOfTheRunAfterAllIsReleased() {
        assertThat(says("leak"))
                .containsExactly(
                        "PortLeakException: LauncherSessionTests$LeakingTestCase.test(int) has ended, but this JVM still"
                                + " listens on its port N.",
                        "held: 0");
    }

    @Test
    void leaveTheFilesThatOthersNeedAndNoMore() throws IOException {
        says("session");

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceAll("-.*", "")))
                    .containsExactlyInAnyOrder("locks", "ledger", "journal", "pruned");
        }
    }

    @Test
    void leaveNoEmptyJournal() throws IOException {
        assertThat(says("nothing")).containsExactly("held: 0");

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("journal"));
        }
    }

    /** Returns what a JVM says that does these things; its ports are hidden, as they are chosen by chance. */
    private List<String> says(String... deeds) {
        List<Object> arguments = new ArrayList<>(List.of(directory));
        arguments.addAll(List.of(deeds));
        List<String> lines = new ArrayList<>();
        try (ForkedJvm jvm = ForkedJvm.start(Sessions.class, arguments.toArray())) {
            jvm.awaitEnd(Duration.ofSeconds(60));
            jvm.output()
                    .lines()
                    .forEach(line -> lines.add(line.replaceFirst("^  [0-9]{5} for", "  20 for")
                            .replaceFirst("^.*: The tests", "The tests")));
        }
        // netsh of Wine says nothing
        lines.removeIf(line -> line.endsWith(" say") || line.startsWith("WARNING: netsh int "));
        return lines;
    }

    /** What runs in the other JVM. */
    static final class Sessions {
        private Sessions() {}

        public static void main(String[] arguments) {
            System.setErr(System.out);
            System.setProperty(PortRequest.DIRECTORY, arguments[0]);
            for (String deed : List.of(arguments).subList(1, arguments.length)) {
                switch (deed) {
                    case "session" -> {
                        try (LauncherSession session = LauncherFactory.openSession()) {
                            execute(session.getLauncher(), LeavingTestCase.class);
                            sayHeld();
                        }
                    }
                    case "run" -> {
                        try (LauncherSession session = LauncherFactory.openSession()) {
                            execute(session.getLauncher(), RunTestCase.class);
                        }
                        System.out.println("reserved after the run: " + RunTestCase.isReserved());
                    }
                    case "runs" -> {
                        try (LauncherSession session = LauncherFactory.openSession()) {
                            executeTwice(session.getLauncher());
                        }
                        System.out.println("reserved after the run: " + RunTestCase.isReserved());
                        int before = RunTestCase.port;
                        try (LauncherSession session = LauncherFactory.openSession()) {
                            execute(session.getLauncher(), RunTestCase.class);
                        }
                        System.out.println("the same port: " + (RunTestCase.port == before));
                        System.out.println("reserved after the run: " + RunTestCase.isReserved());
                    }
                    case "jvm" -> {
                        try (LauncherSession session = LauncherFactory.openSession()) {
                            execute(session.getLauncher(), HelperTestCase.class);
                        }
                        System.out.println("held: " + HelperTestCase.held());
                    }
                    case "requests" -> executeTwice(LauncherFactory.create());
                    case "leak" -> {
                        try (LauncherSession session = LauncherFactory.openSession()) {
                            execute(session.getLauncher(), LeakingTestCase.class);
                        } catch (RuntimeException e) {
                            Throwable leak = e instanceof PortLeakException ? e : Objects.requireNonNull(e.getCause());
                            System.out.println(leak.getClass().getSimpleName() + ": "
                                    + String.valueOf(leak.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("")
                                            .replaceFirst("port [0-9]+", "port N"));
                        }
                    }
                    case "inside" -> {
                        try (LauncherSession session = LauncherFactory.openSession()) {
                            execute(session.getLauncher(), LeavingTestCase.class);
                            LauncherFactory.openSession().close();
                            sayHeld();
                            LauncherFactory.create()
                                    .discover(LauncherDiscoveryRequestBuilder.request()
                                            .build());
                            sayHeld();
                        }
                    }
                    case "nothing" -> {
                        try (LauncherSession session = LauncherFactory.openSession()) {
                            failToReserve(session);
                        }
                    }
                    default -> execute(LauncherFactory.create(), LeavingTestCase.class);
                }
                sayHeld();
            }
        }

        private static void execute(Launcher launcher, Class<?> testCase) {
            launcher.execute(LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(testCase))
                    .build());
        }

        private static void executeTwice(Launcher launcher) {
            execute(launcher, RunTestCase.class);
            int first = RunTestCase.port;
            System.out.println("reserved between: " + RunTestCase.isReserved());
            execute(launcher, RunTestCase.class);
            System.out.println("the same port: " + (RunTestCase.port == first));
        }

        private static void failToReserve(LauncherSession session) {
            try {
                FreePorts.reserve(PortRequest.fromSystemProperties()
                                .withRanges()
                                .withExcludedRanges(dev.freeport.stack.PortRange.parseList("1-65535")
                                        .get(0)))
                        .close();
                System.out.println("reserved in " + session);
            } catch (IllegalStateException expected) {
                return;
            }
        }

        static void sayHeld() {
            System.out.println("held: " + LeavingTestCase.held());
        }
    }

    static class RunTestCase {
        private static int port;

        @Test
        void test(@FreePort(scope = FreePort.Scope.RUN) int ofTheRun) {
            port = ofTheRun;
            System.out.println("reserved in the test: " + isReserved());
        }

        static boolean isReserved() {
            return TestRun.reservation(port).isPresent();
        }
    }

    static class LeakingTestCase {
        private static @Nullable ServerSocket server;

        @Test
        void test(@FreePort(scope = FreePort.Scope.RUN, leaks = FreePort.Leaks.FAIL) int port) throws IOException {
            server = new ServerSocket(port);
        }
    }

    /** Takes so many ports as the suite of a server. */
    static class HelperTestCase {
        private static final List<Integer> TAKEN = new ArrayList<>();

        @Test
        void test() {
            for (int i = 0; i < 1000; i++) {
                TAKEN.add(FreePorts.reserveForJvm());
            }
        }

        static long held() {
            return TAKEN.stream()
                    .filter(port -> TestRun.reservation(port).isPresent())
                    .count();
        }
    }

    static class LeavingTestCase {
        private static final List<Integer> LEFT = new ArrayList<>();

        @Test
        void leaves(@FreePort int givenBack) {
            LEFT.add(FreePorts.reserve(
                            PortRequest.fromSystemProperties().withPurpose("left by hand, number " + (LEFT.size() + 1)))
                    .port());
            System.out.println("held: " + (TestRun.reservation(givenBack).isPresent() ? held() : -1));
        }

        static long held() {
            return LEFT.stream()
                    .filter(port -> TestRun.reservation(port).isPresent())
                    .count();
        }
    }
}
