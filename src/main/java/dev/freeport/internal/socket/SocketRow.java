package dev.freeport.internal.socket;

import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

public record SocketRow(
        Protocol protocol,
        InetSocketAddress local,
        InetSocketAddress remote,
        SocketState state,
        boolean owned,
        OptionalLong uid,
        List<OwnerProcess> owners,
        Optional<Duration> endsIn)
        implements SocketInfo {

    public SocketRow(
            Protocol protocol,
            InetSocketAddress local,
            InetSocketAddress remote,
            SocketState state,
            boolean owned,
            OptionalLong uid,
            List<OwnerProcess> owners) {
        this(protocol, local, remote, state, owned, uid, owners, Optional.empty());
    }

    SocketRow(Protocol protocol, InetSocketAddress local, InetSocketAddress remote, SocketState state) {
        this(protocol, local, remote, state, false, OptionalLong.empty(), List.of());
    }

    @Override
    public String toString() {
        String from = AddressText.of(local);
        String to = AddressText.of(remote);
        if (protocol == Protocol.UDP) {
            return "UDP " + (serves() ? "on " + from : from + " -> " + to);
        }
        return switch (state) {
            case LISTEN -> "LISTEN on " + from;
            case BOUND -> "BOUND to " + from;
            default -> state + " " + from + " -> " + to;
        };
    }
}
