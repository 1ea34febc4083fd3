package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.PortRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that reserves ports for ever needs no more memory than one that reserves a few. */
class BoundedMemoryTests {
    private static final int REQUESTS = 4000;

    /** Its registry, three open files and two hooks that keep them: some 8 KB. */
    private static final long BYTES_PER_DIRECTORY = 32_768;

    @TempDir
    Path directory;

    /** A pool takes 20 KB, so that pairs of requests which each cut their own would need 160 MB. */
    @Test
    void sufficesForRequestsThatAlternate() {
        try (ForkedJvm jvm = ForkedJvm.start(
                List.of(),
                List.of("-Xmx24m", "-Dfreeport.directory=" + directory),
                System.getProperty("java.class.path"),
                Alternating.class)) {
            assertThat(jvm.readLine()).isEqualTo(REQUESTS + " pairs");
        }
    }

    @Test
    void sufficesForManyRanges() {
        for (int i = 0; i < 200; i++) {
            PortRange range = new PortRange(20000 + i, 20400 + i);
            for (boolean guarded : List.of(true, false)) {
                FreePorts.reserve(PortRequest.fromSystemProperties()
                                .withDirectory(directory)
                                .withCoolDown(Duration.ZERO)
                                .withRanges(range)
                                .withGuardSocket(guarded ? GuardSocket.ON : GuardSocket.OFF))
                        .close();
            }
        }

        assertThat(PoolCache.size()).isLessThanOrEqualTo(2 * PoolCache.MOST);
    }

    /** Lock files stay open, so that each directory takes something; but not much, and a warning says so. */
    @Test
    void sufficesForManyDirectoriesOfWhichAWarningTells() {
        try (ForkedJvm jvm = ForkedJvm.start(
                List.of(),
                List.of("-Xmx24m"),
                System.getProperty("java.class.path"),
                ManyDirectories.class,
                directory)) {
            assertThat(jvm.readLine())
                    .isEqualTo(
                            "WARNING: This JVM has reserved ports in 100 directories and keeps files of each open until"
                                    + " it ends. Use one directory for all requests.");
            assertThat(jvm.readLine()).isEqualTo(REQUESTS + " requests");
            assertThat(Long.parseLong(jvm.readLine()))
                    .as("bytes of the heap that a directory takes")
                    .isLessThan(BYTES_PER_DIRECTORY);
        }
    }

    /** Takes the directory that contains the others. */
    static final class ManyDirectories {
        private static final int DIRECTORIES = 200;

        private ManyDirectories() {}

        public static void main(String[] arguments) {
            long half = 0;
            for (int i = 0; i < REQUESTS; i++) {
                if (i == DIRECTORIES / 2) {
                    half = used();
                }
                FreePorts.reserve(PortRequest.fromSystemProperties()
                                .withCoolDown(Duration.ZERO)
                                .withDirectory(Path.of(arguments[0], "x" + i % DIRECTORIES)))
                        .close();
            }
            System.out.println(REQUESTS + " requests");
            System.out.println((used() - half) / (DIRECTORIES / 2));
        }

        private static long used() {
            System.gc();
            Runtime jvm = Runtime.getRuntime();
            return jvm.totalMemory() - jvm.freeMemory();
        }
    }

    /** As {@code @RepeatedTest(4000) void t(@FreePort int web, @FreePort(guardSocket = OFF) int legacy)} does. */
    static final class Alternating {
        private Alternating() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < REQUESTS; i++) {
                PortRequest request = PortRequest.fromSystemProperties()
                        .withCoolDown(Duration.ZERO)
                        .withPurpose("test " + i);
                try (PortReservation web = FreePorts.reserve(request);
                        PortReservation legacy = FreePorts.reserve(request.withGuardSocket(GuardSocket.OFF))) {
                    if (web.port() == legacy.port()) {
                        throw new AssertionError(web.port() + " twice");
                    }
                }
            }
            System.out.println(REQUESTS + " pairs");
        }
    }
}
