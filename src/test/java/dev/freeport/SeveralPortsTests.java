package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.stack.PortRange;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralPortsTests {
    @TempDir
    Path directory;

    @Test
    void areDistinctAndReservedTogether() {
        PortRequest request = Requests.of(directory, 5);
        try (PortReservations three = FreePorts.reserveSeveral(3, request);
                PortReservations two = FreePorts.reserveSeveral(2, request)) {
            assertThat(three.ports()).hasSize(3).doesNotHaveDuplicates().doesNotContainAnyElementsOf(two.ports());
            assertThat(three.port(0)).isEqualTo(three.each().get(0).port());
            assertThat(three).hasToString("ports " + three.port(0) + ", " + three.port(1) + ", " + three.port(2));
        }
    }

    @Test
    void areAllGivenOrNone() {
        PortRequest request = Requests.of(directory, 5);
        try (PortReservation one = FreePorts.reserve(request)) {
            assertThatExceptionOfType(NoFreePortException.class)
                    .isThrownBy(() -> FreePorts.reserveSeveral(5, request))
                    .withMessageContaining("reserved    " + one.port() + " by this JVM (pid ");
            try (PortReservations theOthers = FreePorts.reserveSeveral(4, request)) {
                assertThat(theOthers.ports()).as("nothing was kept of the five").hasSize(4);
            }
        }
    }

    @Test
    void areHadByOneOfTwoThatGetInEachOthersWay() {
        PortRequest request = Requests.of(directory, 4);
        long complete = IntStream.range(0, 60)
                .parallel()
                .filter(i -> {
                    try (PortReservations three = FreePorts.reserveSeveral(3, request)) {
                        return three.ports().size() == 3;
                    } catch (NoFreePortException othersHadThem) {
                        return false;
                    }
                })
                .count();

        assertThat(complete).isPositive();
        FreePorts.reserveSeveral(4, request).close();
    }

    @Test
    void followEachOtherInABlock() throws Exception {
        PortRequest request = Requests.of(directory, 10);
        try (PortReservations block = FreePorts.reserveContiguous(4, request)) {
            int first = block.port(0);
            assertThat(block.ports()).containsExactly(first, first + 1, first + 2, first + 3);
            for (int port : block.ports()) {
                new ServerSocket(port).close();
            }
        }
    }

    @Test
    void aBlockLeavesOutWhatIsTaken() throws Exception {
        PortRange range = Requests.range(7);
        PortRequest request = Requests.of(directory, 1).withRanges(range);
        try (ServerSocket inTheMiddle = new ServerSocket(range.low() + 3)) {
            List<PortReservations> blocks = new ArrayList<>();
            blocks.add(FreePorts.reserveContiguous(3, request));
            blocks.add(FreePorts.reserveContiguous(3, request));

            assertThat(blocks)
                    .extracting(block -> block.port(0))
                    .containsExactlyInAnyOrder(range.low(), range.low() + 4);
            assertThatExceptionOfType(NoFreePortException.class)
                    .isThrownBy(() -> FreePorts.reserveContiguous(2, request))
                    .withMessageStartingWith("No free port for a test: the pool has 7 ports: " + range
                            + "; no 2 contiguous ports are free; reserved by tests: 6, bound by other sockets: 1, released a"
                            + " moment ago: 0")
                    .withMessageContaining(
                            "  bound       Port " + inTheMiddle.getLocalPort() + " is taken: this JVM itself listens");
            blocks.forEach(PortReservations::close);
        }
    }

    @Test
    void aBlockHasNoGapThatThePoolHas() {
        PortRange range = Requests.range(6);
        PortRequest request = Requests.of(directory, 1)
                .withRanges(range)
                .withExcludedRanges(new PortRange(range.low() + 2, range.low() + 2));
        try (PortReservations block = FreePorts.reserveContiguous(3, request)) {
            assertThat(block.port(0)).isEqualTo(range.low() + 3);
        }
    }

    @Test
    void areAllReleasedThoughSomethingStillListensOnTwo() throws Exception {
        PortReservations three =
                FreePorts.reserveContiguous(3, Requests.of(directory, 3).withLeakCheck(LeakCheck.FAIL));
        try (ServerSocket first = new ServerSocket(three.port(0));
                ServerSocket last = new ServerSocket(three.port(2))) {
            assertThatExceptionOfType(PortLeakException.class)
                    .isThrownBy(three::close)
                    .withMessageStartingWith("Port " + last.getLocalPort() + " of a test was released, but this JVM")
                    .satisfies(leak -> assertThat(leak.getSuppressed())
                            .singleElement()
                            .satisfies(other -> assertThat(other)
                                    .hasMessageStartingWith(
                                            "Port " + first.getLocalPort() + " of a test was released, but")));
        }
        assertThat(FreePorts.reserved()).extracting(ReservedPort::port).doesNotContainAnyElementsOf(three.ports());
    }

    @Test
    void areRefusedAtOnceIfThePoolCannotHaveSoMany() {
        PortRange range = Requests.range(6);
        PortRequest request = Requests.of(directory, 1)
                .withRanges(range)
                .withExcludedRanges(new PortRange(range.low() + 2, range.low() + 2));

        assertThatExceptionOfType(NoFreePortException.class)
                .isThrownBy(() -> FreePorts.reserveSeveral(100_000, request))
                .withMessage(String.format("No free port for a test: the pool has 5 ports: " + range
                        + " less 1 excluded ("
                        + (range.low() + 2) + "); 100000 ports are requested%n  what to do  Ask for fewer ports."
                        + "%n  or          Offer more ports: freeport.ranges, or the attribute ranges of its"
                        + " @FreePort."));
        assertThatExceptionOfType(NoFreePortException.class)
                .isThrownBy(() -> FreePorts.reserveContiguous(4, request))
                .withMessageContaining("; 4 contiguous ports are requested, but it has 3 at most")
                .withMessageContaining("  what to do  Ask for fewer ports.");
    }

    @Test
    void areAtLeastOne() {
        try (PortReservations one = FreePorts.reserveSeveral(1, Requests.of(directory, 1))) {
            assertThat(one.ports()).hasSize(1);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FreePorts.reserveSeveral(0, Requests.of(directory, 1)))
                .withMessage("count (0) must be at least 1");
    }
}
