package dev.freeport.owner;

/**
 * The states of a socket: those of TCP in RFC 9293, section 3.3.2, and one for sockets that only have a port.
 *
 * @since 0.1.0
 */
public enum SocketState {
    // In the order of include/net/tcp_states.h of Linux.
    /** Connected. */
    ESTABLISHED,
    /** A client that waits for the answer to its first segment. */
    SYN_SENT,
    /** A connection request that is being answered. */
    SYN_RECV,
    /** Closed on this side, not yet acknowledged. */
    FIN_WAIT1,
    /** Closed on this side; the peer is still open. */
    FIN_WAIT2,
    /** Closed on both sides; keeps late segments from reaching a successor. No process owns it. */
    TIME_WAIT,
    /** Closed. */
    CLOSE,
    /** Closed by the peer; the process here has not closed yet. */
    CLOSE_WAIT,
    /** Closed on both sides, waiting for the last acknowledgement. */
    LAST_ACK,
    /** A server that accepts connections. */
    LISTEN,
    /** Both sides closed at once. */
    CLOSING,
    /** A connection request of which no socket exists yet. */
    NEW_SYN_RECV,
    /** Bound to a port and no more: TCP that neither listens nor is connected, or UDP without a fixed peer. */
    BOUND;
}
