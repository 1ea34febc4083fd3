package dev.freeport.stack;

/**
 * The transport protocols that have ports. Each has port numbers of its own: TCP never conflicts with UDP.
 *
 * @since 0.1.0
 */
public enum Protocol {
    /** RFC 9293. */
    TCP,
    /** RFC 768. */
    UDP;

    /** Returns the name as the services file writes it: {@code tcp} or {@code udp}. */
    @Override
    public String toString() {
        return this == TCP ? "tcp" : "udp";
    }
}
