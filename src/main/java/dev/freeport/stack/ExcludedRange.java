package dev.freeport.stack;

/**
 * A range that a system excludes besides its dynamic range.
 *
 * @param range the ports
 * @param protocol its protocol
 * @param reason why, such as {@code reserved by ip_local_reserved_ports}
 * @param bindable whether a server can still bind a port of it by number
 * @since 0.1.0
 */
public record ExcludedRange(PortRange range, Protocol protocol, String reason, boolean bindable) {}
