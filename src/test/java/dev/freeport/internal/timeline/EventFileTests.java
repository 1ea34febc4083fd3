package dev.freeport.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freeport.WarningsCapture;
import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EventFileTests {
    @TempDir
    Path directory;

    @Test
    void writesTheHostAndEachPoolOnce() throws IOException {
        EventFile file = EventFile.create(path(), new JsonLine("first"));
        HostStack stack = HostStack.current();
        PortPool one = pool(stack, "5100-5101,5105");
        PortPool two = pool(stack, "5100");
        file.writeContext(stack, one);
        file.writeContext(stack, two);
        file.writeContext(stack, one);

        assertThat(Files.readAllLines(path()))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("[\"first\"]"),
                        host -> assertThat(host).startsWith("[\"host\",\""),
                        pool -> assertThat(pool)
                                .matches("\\[\"pool\",\"3 ports: .*\",\\[\\[5100,5101],\\[5105,5105]]]"),
                        pool -> assertThat(pool).matches("\\[\"pool\",\"1 port.*\",\\[\\[5100,5100]]]"));
    }

    @Test
    void saysThatItIsFullWhenItGetsTooLong() throws IOException {
        EventFile file = EventFile.create(path(), new JsonLine("first"), 20);
        file.end();
        file.end();

        assertThat(Files.readString(path())).matches("\\[\"first\"]\n\\[\"full\",[0-9]{16}]\n");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no full device")
    void thatCannotBeWrittenIsSaidOnce() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "needs " + full);
        try (WarningsCapture warnings = new WarningsCapture()) {
            EventFile file = EventFile.create(full, new JsonLine("first"));
            file.end();

            assertThat(warnings.texts())
                    .containsExactly(
                            "The timeline lacks what this JVM does from now on: /dev/full: No space left on device");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what fails in the midst
    void givesUpWithAWarningWhateverFails() throws IOException {
        HostStack none = null;
        PortPool pool = pool(HostStack.current(), "5100");
        try (WarningsCapture warnings = new WarningsCapture()) {
            EventFile file = EventFile.create(path(), new JsonLine("first"));
            file.writeContext(HostStack.current(), pool);
            file.writeContext(none, pool);
            file.writeContext(none, pool);

            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .startsWith("The timeline lacks what this JVM does from now on: java.lang.NullPointerException");
            assertThat(Files.readAllLines(path())).hasSize(3);
        }
    }

    private Path path() {
        return directory.resolve("events.jsonl");
    }

    private static PortPool pool(HostStack stack, String ranges) {
        PortChoice choice = new PortChoice(
                Set.of(Protocol.TCP), PortRange.parseList(ranges), List.of(), Set.of(), Optional.empty());
        return PortPool.of(stack, choice, true);
    }
}
