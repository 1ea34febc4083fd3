package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.stack.Protocol;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ReservationTests {
    private static final ReservationOptions OPTIONS = new ReservationOptions("a test", Duration.ZERO);

    private final PortPool pool = TestPorts.pool(TestPorts.range(1));
    private final int port = pool.next(0);
    private final PortRegistry registry = new PortRegistry(null, EnumSet.of(GuardKind.KERNEL), GuardSockets.SYSTEM);

    @Test
    void isServedWhileAServerIsBoundToThePort() throws Exception {
        Reservation reservation =
                new PoolSearch(registry, pool, OPTIONS.withProtocols(Set.of(Protocol.TCP, Protocol.UDP))).one();
        assertThat(reservation.isServed()).isFalse();
        try (ServerSocket server = new ServerSocket(port)) {
            assertThat(reservation.isServed()).isTrue();
            assertThat(server.isBound()).isTrue();
        }
        try (DatagramSocket server = new DatagramSocket(port)) {
            assertThat(reservation.isServed()).isTrue();
            assertThat(server.isBound()).isTrue();
        }
        assertThat(reservation.isServed()).isFalse();
        reservation.release();
    }

    @Test
    void isNotServedByWhatKeepsItClosed() throws Exception {
        Reservation closed =
                new PoolSearch(registry, pool, OPTIONS.withHolding(ReservationOptions.Holding.CLOSED)).one();

        assertThat(closed.isServed()).isFalse();
        assertThat(closed.holder().use()).isEqualTo(PortUse.CLOSED);
        closed.release();
    }

    @Test
    void namesTheCodeThatReservedItWhereItHasNoPurpose() throws Exception {
        Reservation named = new PoolSearch(registry, pool, OPTIONS).one();
        assertThat(named.purpose()).isEqualTo("a test");
        named.release();

        Reservation unnamed = new PoolSearch(registry, pool, OPTIONS.withPurpose(ReservationOptions.NO_PURPOSE)).one();
        assertThat(unnamed.purpose())
                .startsWith("an unnamed use, by ")
                .doesNotContain(Reservation.class.getName(), PoolSearch.class.getName());
        assertThat(unnamed.holder().purpose()).isEqualTo("an unnamed use");
        unnamed.release();
    }

    @Test
    void knowsWhatWasNotedOfIt(@TempDir Path directory) throws Exception {
        PortRegistry withFiles = new PortRegistry(
                RegistryFiles.open(directory, "test", SystemCalls.SYSTEM),
                EnumSet.allOf(GuardKind.class),
                GuardSockets.SYSTEM);
        Reservation reservation = new PoolSearch(withFiles, pool, OPTIONS).one();
        assertThat(reservation.explained()).isEmpty();

        reservation.noteBindFailure("Port is taken.", "whole");
        reservation.noteLeak("pid 4711", "whole");
        reservation.release();

        assertThat(reservation.explained()).isEqualTo("Port is taken.");
        assertThat(LeakedPorts.all()).endsWith(new LeakedPorts.LeakedPort(port, "a test"));
        assertThat(Files.readString(RegistryDirectory.at(directory).journal(ProcessIdentity.current())))
                .contains("\tBIND_FAILED\ttcp\t" + port + "\t", "\tLEAKED\ttcp\t" + port + "\t");
    }

    @Test
    void isLeftOverAtTheEndOfASessionUnlessItIsForTheJvm() throws Exception {
        PortPool six = TestPorts.pool(TestPorts.range(6));
        long start = System.nanoTime();
        List<Reservation> newestFirst = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            newestFirst.add(0, new PoolSearch(registry, six, OPTIONS).one());
        }

        assertThat(registry.reservedSince(start)).isEqualTo(newestFirst);
        newestFirst.get(1).keepForJvm();
        assertThat(registry.reservedSince(start))
                .doesNotContain(newestFirst.get(1))
                .hasSize(5);
        newestFirst.forEach(Reservation::release);
        assertThat(registry.reservedSince(start)).isEmpty();
    }

    @Test
    void leavesNoProtocolBehindIfOneOfTwoIsTaken() throws Exception {
        Reservation udp = Objects.requireNonNull(attempt(Protocol.UDP));

        assertThat(attempt(Protocol.TCP, Protocol.UDP)).isNull();

        Reservation tcp = Objects.requireNonNull(attempt(Protocol.TCP), "TCP alone is free");
        tcp.release();
        udp.release();
    }

    private @Nullable Reservation attempt(Protocol... protocols) throws NoSocketException {
        return registry.attempt(
                port, OPTIONS.withProtocols(EnumSet.copyOf(List.of(protocols))), true, false, new RefusalCounts());
    }

    @Test
    void ofTheBuildIsReleasedByTheBuild() {
        Reservation ofBuild = registry.ofBuild(port, OPTIONS);

        assertThat(ofBuild.port()).isEqualTo(port);
        assertThat(ofBuild.isReleased()).isTrue();
        ofBuild.release();
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.WINDOWS},
            disabledReason = "owners as Linux and Windows show them")
    void isNotWaitedForIfAProcessHasThePort() throws Exception {
        assertThat(registry.isOwnedByProcess(Set.of(Protocol.TCP), port)).isFalse();
        assertThat(registry.isOwnedByProcess(Set.of(Protocol.UDP), port))
                .as("of UDP that is not asked")
                .isTrue();
        try (ServerSocket server = new ServerSocket(port)) {
            assertThat(registry.isOwnedByProcess(Set.of(Protocol.TCP), server.getLocalPort()))
                    .isTrue();
        }
    }

    @Test
    void changesOneOptionAtATime() {
        Duration time = Duration.ofMillis(7);

        assertThat(OPTIONS.withPurpose("other").withCoolDown(time).withDiagnosisDeadline(time))
                .isEqualTo(new ReservationOptions(
                        "other", Set.of(Protocol.TCP), ReservationOptions.Holding.AUTO, time, time));
    }

    @Test
    void isReleasedByWhoeverCallsFirst() throws Exception {
        Reservation reservation = new PoolSearch(registry, pool, OPTIONS).one();
        assertThat(reservation.isReleased()).isFalse();
        assertThat(reservation.holder().guarded()).contains(reservation.isGuarded());

        reservation.abandon();
        assertThat(reservation.isReleased()).isTrue();
        reservation.release();
        assertThat(reservation.isReleased()).isTrue();
    }
}
