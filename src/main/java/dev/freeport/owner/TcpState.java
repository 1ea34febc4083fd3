package dev.freeport.owner;

/**
 * The states of a TCP socket, RFC 9293, section 3.3.2, in the order of {@code include/net/tcp_states.h} of Linux.
 *
 * @since 0.1.0
 */
public enum TcpState {
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
    NEW_SYN_RECV;

    private static final TcpState[] BY_NUMBER = values();

    /** Returns the state with a number of {@code tcp_states.h}, counted from 1; {@link #CLOSE} for unknown ones. */
    static TcpState of(int number) {
        return 1 <= number && number <= BY_NUMBER.length ? BY_NUMBER[number - 1] : CLOSE;
    }
}
