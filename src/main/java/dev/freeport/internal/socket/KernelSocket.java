package dev.freeport.internal.socket;

import dev.freeport.internal.process.ProcessView;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A socket of Linux. Its inode is 0 if no process owns it; then it stays {@code left} ms at most, 0 if unknown. */
record KernelSocket(
        Protocol protocol,
        InetSocketAddress local,
        InetSocketAddress remote,
        SocketState state,
        long uid,
        long inode,
        long left) {
    /** The timer of TIME_WAIT in {@code /proc/net/tcp} and {@code inet_diag.h}. */
    static final int TIME_WAIT_TIMER = 3;

    private static final SocketState[] BY_NUMBER = SocketState.values();

    /** Returns the state with a number of {@code tcp_states.h}, counted from 1; {@code CLOSE} for unknown ones. */
    static SocketState state(Protocol protocol, int number) {
        SocketState state = 1 <= number && number <= BY_NUMBER.length ? BY_NUMBER[number - 1] : SocketState.CLOSE;
        return protocol == Protocol.UDP && state == SocketState.CLOSE ? SocketState.BOUND : state;
    }

    boolean owned() {
        return inode != 0;
    }

    boolean serves() {
        return state == (protocol == Protocol.TCP ? SocketState.LISTEN : SocketState.BOUND);
    }

    /** The uid of a socket without an owner is 0 and does not mean root; the overflow uid means no user. */
    SocketInfo ownedBy(List<OwnerProcess> owners) {
        boolean known = owned() && ProcessView.current().isUser(uid);
        OptionalLong user = known ? OptionalLong.of(uid) : OptionalLong.empty();
        Optional<Duration> endsIn = owned() || left == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(left));
        return new SocketRow(protocol, local, remote, state, owned(), user, owners, endsIn);
    }
}
