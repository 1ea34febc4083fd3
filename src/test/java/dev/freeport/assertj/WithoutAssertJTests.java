package dev.freeport.assertj;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody need have AssertJ. */
class WithoutAssertJTests {
    private static final List<String> ITS_PARTS = List.of("assertj-core", "byte-buddy");

    @Test
    void theKitReservesAndExplains(@TempDir Path directory) {
        assertThat(run(classPath(false), directory)).isEqualTo("reserved and explained, without AssertJ");
    }

    @Test
    void theKitDoesTheSameWithIt(@TempDir Path directory) {
        assertThat(run(classPath(true), directory)).isEqualTo("reserved and explained, with AssertJ");
    }

    private static String run(String classPath, Path directory) {
        try (ForkedJvm jvm = ForkedJvm.start(List.of(), List.of(), classPath, User.class, directory)) {
            return jvm.readLine();
        }
    }

    private static String classPath(boolean withAssertJ) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> withAssertJ
                        || ITS_PARTS.stream()
                                .noneMatch(Path.of(entry).getFileName().toString()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    static final class User {
        public static void main(String[] arguments) {
            try (PortReservation reservation = TestRequests.reserve(Path.of(arguments[0]))) {
                boolean explained =
                        FreePorts.explain(reservation.port()).toString().contains("reserved    by this JVM for a test");
                System.out.println((explained ? "reserved and explained, " : "reserved, ")
                        + (isThere() ? "with" : "without") + " AssertJ");
            }
        }

        private static boolean isThere() {
            try {
                Class.forName("org.assertj.core.api.Assertions");
                return true;
            } catch (ClassNotFoundException absent) {
                return false;
            }
        }
    }
}
