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
                                .withGuardSocket(guarded))
                        .close();
            }
        }

        assertThat(PoolCache.size()).isLessThanOrEqualTo(2 * PoolCache.MOST);
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
                        PortReservation legacy = FreePorts.reserve(request.withGuardSocket(false))) {
                    if (web.port() == legacy.port()) {
                        throw new AssertionError(web.port() + " twice");
                    }
                }
            }
            System.out.println(REQUESTS + " pairs");
        }
    }
}
