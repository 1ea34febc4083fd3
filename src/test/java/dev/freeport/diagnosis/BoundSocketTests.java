package dev.freeport.diagnosis;

import static dev.freeport.diagnosis.Scene.NOON;
import static dev.freeport.diagnosis.Scene.NOT_WSL;
import static dev.freeport.diagnosis.Scene.OTHER;
import static dev.freeport.diagnosis.Scene.PORT;
import static dev.freeport.diagnosis.Scene.STACK;
import static dev.freeport.diagnosis.Scene.nobody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.Probe.Result;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketRow;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Sockets that only the second look finds: those that are bound and no more. */
class BoundSocketTests {
    private static final Optional<PortHolder> RESERVED_BY_OTHER =
            Optional.of(new PortHolder(OTHER.pid(), "ShopTests", NOON, Optional.empty()));
    private static final OwnerProcess THIRD = new ProcessDetails(4712, "nc", "build", Optional.empty());
    private static final OwnerProcess SELF =
            new ProcessDetails(ProcessHandle.current().pid(), "java", "build", Optional.empty());

    @Test
    void oneOfAnotherProcess() {
        PortDiagnosis diagnosis = diagnose(nobody(), List.of(), bound("0.0.0.0", THIRD));

        assertThat(diagnosis.cause()).isEqualTo(Cause.BOUND_ONLY);
        assertThat(diagnosis.certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(diagnosis.isTaken()).isTrue();
        assertThat(diagnosis.owners()).containsExactly(THIRD);
    }

    @Test
    void oneOfTheJvmThatHasReservedThePort() {
        assertThat(diagnose(RESERVED_BY_OTHER, List.of(), bound("0.0.0.0", OTHER))
                        .cause())
                .isEqualTo(Cause.RESERVED);
    }

    @Test
    void oneOfSomebodyElseThanTheJvmThatHasReservedThePort() {
        assertThat(diagnose(RESERVED_BY_OTHER, List.of(), bound("0.0.0.0", THIRD))
                        .cause())
                .isEqualTo(Cause.BOUND_ONLY);
        assertThat(diagnose(RESERVED_BY_OTHER, List.of(), bound("0.0.0.0", OTHER), bound("0.0.0.0", THIRD))
                        .cause())
                .isEqualTo(Cause.BOUND_ONLY);
    }

    @Test
    void theGuardOfThisJvmDoesNotCount() {
        Optional<PortHolder> guarded = Optional.of(new PortHolder(SELF.pid(), "ShopTests", NOON, Optional.of(true)));

        assertThat(diagnose(guarded, List.of(), bound("0.0.0.0", SELF)).cause()).isEqualTo(Cause.OWN_GUARD);
        assertThat(diagnose(guarded, List.of(), bound("0.0.0.0", SELF)).isTaken())
                .isFalse();
        assertThat(diagnose(guarded, List.of(), bound("0.0.0.0", SELF), bound("0.0.0.0", THIRD))
                        .owners())
                .containsExactly(THIRD);
    }

    @Test
    void theGuardOfThisJvmDoesNotCountIfThereWasNoTimeToSeeWhoseItIs() {
        Optional<PortHolder> guarded = Optional.of(new PortHolder(SELF.pid(), "ShopTests", NOON, Optional.of(true)));

        assertThat(diagnose(guarded, List.of(), bound("0.0.0.0")).cause()).isEqualTo(Cause.OWN_GUARD);
        assertThat(diagnose(guarded, List.of(), bound("127.0.0.1")).cause()).isEqualTo(Cause.BOUND_ONLY);
        assertThat(diagnose(guarded, List.of(), bound("0.0.0.0"), bound("0.0.0.0"))
                        .cause())
                .isEqualTo(Cause.BOUND_ONLY);
        assertThat(diagnose(nobody(), List.of(), bound("0.0.0.0")).cause()).isEqualTo(Cause.BOUND_ONLY);
    }

    @Test
    void oneOnAnotherAddressIsToldAndNotBlamed() {
        PortDiagnosis diagnosis = diagnose(nobody(), List.of(), bound("127.0.0.9", THIRD));

        assertThat(diagnosis.certainty()).isEqualTo(Certainty.NOT_VISIBLE);
        assertThat(diagnosis.owners()).isEmpty();
    }

    @Test
    void aNoteOfBothLooksIsToldOnce() {
        assertThat(diagnose(nobody(), List.of("some are hidden", "more are"), bound("0.0.0.0", THIRD))
                        .notes())
                .containsExactly("some are hidden", "more are");
    }

    @Test
    void whatLingersIsToldUntilTheLastOfItEnds() {
        PortDiagnosis diagnosis = new Diagnoser(
                        table(List.of(lingering(20), lingering(35), lingering(3)), List.of(), List.of()),
                        Scene.refused(),
                        (protocol, port) -> new PortHistory(nobody()),
                        () -> STACK,
                        NOT_WSL)
                .diagnose(BindAttempt.of(Protocol.TCP, PORT), Duration.ofSeconds(1));

        assertThat(diagnosis.evidence()).endsWith("the kernel drops it within 36 s");
    }

    private static PortDiagnosis diagnose(Optional<PortHolder> holder, List<String> notes, SocketInfo... bound) {
        return new Diagnoser(
                        table(List.of(), notes, List.of(bound)),
                        (protocol, address, sharing) -> address.getPort() == PORT ? Result.REFUSED : Result.BINDS,
                        (protocol, port) -> new PortHistory(holder),
                        () -> STACK,
                        NOT_WSL)
                .diagnose(
                        BindAttempt.of(Protocol.TCP, new InetSocketAddress("127.0.0.1", PORT)), Duration.ofSeconds(1));
    }

    private static SocketInfo bound(String address, OwnerProcess... owners) {
        return row(address, SocketState.BOUND, true, List.of(owners), Optional.empty());
    }

    private static SocketInfo lingering(int seconds) {
        return row("127.0.0.1", SocketState.TIME_WAIT, false, List.of(), Optional.of(Duration.ofSeconds(seconds)));
    }

    private static SocketInfo row(
            String address, SocketState state, boolean owned, List<OwnerProcess> owners, Optional<Duration> endsIn) {
        return new SocketRow(
                Protocol.TCP,
                new InetSocketAddress(address, PORT),
                new InetSocketAddress("0.0.0.0", 0),
                state,
                owned,
                OptionalLong.empty(),
                owners,
                endsIn);
    }

    /** The first look has the first of the notes, the second one all. */
    private static SocketTable table(List<SocketInfo> sockets, List<String> notes, List<SocketInfo> bound) {
        return new SocketTable() {
            @Override
            public Snapshot read(Protocol protocol, int port) {
                return new Snapshot(sockets, notes.stream().limit(1).toList());
            }

            @Override
            public Snapshot readBound(int port) {
                return new Snapshot(bound, notes);
            }

            @Override
            public Snapshot readServers() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
