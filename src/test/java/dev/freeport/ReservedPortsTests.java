package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.freeport.stack.Protocol;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservedPortsTests {
    @TempDir
    Path directory;

    @Test
    void ofThisJvmAreListedForEachProtocolUntilTheyAreReleased() {
        PortRequest request = Requests.of(directory, 1).withPurpose("both").withProtocols(Protocol.TCP, Protocol.UDP);
        Instant before = Instant.now();
        PortReservation reservation = FreePorts.reserve(request);
        long pid = ProcessHandle.current().pid();
        assertThat(FreePorts.reserved())
                .filteredOn(reserved -> reserved.port() == reservation.port())
                .extracting(ReservedPort::protocol, ReservedPort::pid, ReservedPort::purpose)
                .containsExactly(tuple(Protocol.TCP, pid, "both"), tuple(Protocol.UDP, pid, "both"));
        assertThat(FreePorts.reserved())
                .filteredOn(reserved -> reserved.port() == reservation.port())
                .allSatisfy(reserved -> assertThat(reserved.since()).isBetween(before, Instant.now()));
        reservation.close();
        assertThat(FreePorts.reserved()).extracting(ReservedPort::port).doesNotContain(reservation.port());
    }

    @Test
    void ofOtherJvmsAreListedUntilTheyEnd() {
        // a directory in which this JVM has reserved something too, and so looks
        try (PortReservation own = FreePorts.reserve(Requests.of(directory, 1));
                ForkedJvm other = ReservingJvm.start(
                        List.of(),
                        List.of("-Dfreeport.directory=" + directory),
                        "" + Requests.range(1).low())) {
            int port = Integer.parseInt(ReservingJvm.ask(other, "reserve"));
            assertThat(FreePorts.reserved())
                    .extracting(ReservedPort::port, ReservedPort::pid, ReservedPort::purpose)
                    .contains(
                            tuple(port, other.pid(), "a test"),
                            tuple(own.port(), ProcessHandle.current().pid(), "a test"));
            assertThat(FreePorts.reserved()).isSortedAccordingTo((a, b) -> a.port() - b.port());
            other.kill();
            assertThat(FreePorts.reserved()).extracting(ReservedPort::port).doesNotContain(port);
        }
    }
}
