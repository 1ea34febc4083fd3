package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far it is from the public method to the ledger: a reader of a stack trace should see each step, and no hop. */
class FramesTests {
    private static final String LEDGER = Ledger.class.getName();

    @TempDir
    Path directory;

    private final List<String> frames = new ArrayList<>();

    @Test
    void areSixToTheLedger() throws Exception {
        Registries.open(
                directory,
                "test",
                new SystemCalls(new TracingCalls(), SocketCalls.SYSTEM, SystemCalls.SYSTEM.processes()));

        FreePorts.reserve(PortRequest.from(key -> Optional.empty())
                        .withDirectory(directory)
                        .withRanges(TestPorts.range(70)))
                .close();

        assertThat(frames)
                .containsExactly(
                        "Ledger.reserve",
                        "PortFileLock.take",
                        "PortRegistry.take",
                        "PortRegistry.attempt",
                        "PoolSearch.one",
                        "FreePorts.reserve");
    }

    /** Notes the frames of the first read of the ledger, from its entrance on. */
    private final class TracingCalls implements FileCalls {
        @Override
        public void read(RandomAccessFile file, long position, byte[] word) throws java.io.IOException {
            if (frames.isEmpty()) {
                Arrays.stream(new Throwable().getStackTrace())
                        .skip(1)
                        .dropWhile(frame -> frame.getClassName().equals(LEDGER)
                                && !frame.getMethodName().equals("reserve"))
                        .takeWhile(frame -> !frame.getClassName().equals(FramesTests.class.getName()))
                        .map(frame -> frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName())
                        .forEach(frames::add);
            }
            FileCalls.SYSTEM.read(file, position, word);
        }
    }
}
