package dev.freeport.owner;

import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;

/** A socket as Linux shows it, before its owners are known. The inode is 0 if no process owns it any more. */
record KernelSocket(
        Protocol protocol, InetSocketAddress local, InetSocketAddress remote, SocketState state, long uid, long inode) {

    boolean owned() {
        return inode != 0;
    }

    boolean serves() {
        return state == (protocol == Protocol.TCP ? SocketState.LISTEN : SocketState.BOUND);
    }

    /** The uid of a socket without an owner is 0 and means nobody, not root. */
    SocketRow ownedBy(List<OwnerProcess> owners) {
        OptionalLong user = owned() ? OptionalLong.of(uid) : OptionalLong.empty();
        return new SocketRow(protocol, local, remote, state, owned(), user, owners);
    }
}
