package dev.freeport.diagnosis;

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
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A system as a diagnosis sees it: sockets, binds that fail or not, and who has reserved port {@value #PORT}. */
final class Scene {
    static final int PORT = 20000;
    static final HostStack STACK = HostStacks.of(
            StackProfile.LINUX,
            List.of(new PortRange(32768, 60999)),
            List.of(new PortRange(32768, 60999)),
            List.of(),
            1024,
            "test");
    static final OwnerProcess OTHER = new ProcessDetails(4711, "java -jar shop.jar", "build", Optional.empty());
    static final Path NOT_WSL = Path.of("/nonexistent");
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");

    private Scene() {}

    static PortDiagnosis diagnose(Snapshot snapshot, Probe probe, Optional<PortHolder> holder) {
        return new Diagnoser(table(snapshot), probe, (protocol, port) -> new PortHistory(holder), () -> STACK, NOT_WSL)
                .diagnose(BindAttempt.of(Protocol.TCP, PORT), Duration.ofSeconds(1));
    }

    static Snapshot empty() {
        return new Snapshot(List.of(), List.of());
    }

    static Probe refused() {
        return (protocol, address, sharing) -> Result.REFUSED;
    }

    static Optional<PortHolder> nobody() {
        return Optional.empty();
    }

    static SocketInfo row(SocketState state, OwnerProcess... owners) {
        return new SocketRow(
                Protocol.TCP,
                new InetSocketAddress("127.0.0.1", PORT),
                new InetSocketAddress("127.0.0.1", 8080),
                state,
                state != SocketState.TIME_WAIT,
                OptionalLong.empty(),
                List.of(owners));
    }

    static SocketTable table(Snapshot snapshot) {
        return new SocketTable() {
            @Override
            public Snapshot read(Protocol protocol, int port) {
                return snapshot;
            }

            @Override
            public Snapshot readBound(int port) {
                return empty();
            }

            @Override
            public Snapshot readServers() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
