package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.fixture.ForkedJvm;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

class LeftoversTests {

    @Test
    void areNeitherReservationsNorThreads() {
        try (ForkedJvm jvm = ForkedJvm.start(Run.class)) {
            jvm.awaitEnd(Duration.ofSeconds(60));

            assertThat(jvm.output().lines())
                    .containsSubsequence(
                            "noted: [class, first constructor, first test, second constructor]",
                            "explained: 2",
                            "still reserved: []",
                            "new threads: []");
        }
    }

    /** In a JVM of its own, so that no earlier test has started the thread that is looked for. */
    static final class Run {
        private Run() {}

        public static void main(String[] args) throws IOException {
            TestRun.of(WithoutPortsTestCase.class).succeeds(1);
            new ServerSocket(0).close();
            Set<String> before = threads();

            TestRun run = TestRun.of(WithPortsTestCase.class);

            System.out.println("noted: " + new TreeSet<>(run.purposes().keySet()));
            System.out.println("explained: "
                    + run.failures().stream()
                            .filter(PortUnavailableError.class::isInstance)
                            .count());
            System.out.println("still reserved: " + run.leftovers());
            Set<String> started = threads();
            started.removeAll(before);
            // of JNA, which is asked once a bind has failed and the tables of the kernel do not show why
            started.removeAll(Set.of("JNA Cleaner", "process reaper"));
            System.out.println("new threads: " + started);
        }

        private static Set<String> threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static class WithoutPortsTestCase {
        @Test
        void test() {}
    }

    @TestMethodOrder(MethodName.class)
    static class WithPortsTestCase {
        @FreePort
        static int ofTheClass;

        private static boolean second;

        WithPortsTestCase(@FreePort int port) throws IOException {
            note(second ? "second constructor" : "first constructor", port);
            if (second) {
                throw new BindException("Address already in use");
            }
            second = true;
        }

        @BeforeAll
        static void beforeAll() {
            note("class", ofTheClass);
        }

        @Test
        void first(@FreePort int port) throws IOException {
            note("first test", port);
            throw new BindException("Address already in use");
        }

        @Test
        void second() {}
    }
}
