package dev.freeport;

/**
 * Where a guard socket holds a TCP port, for Linux: a socket that is bound to the port and never listens. While it exists the
 * OS assigns the port to no client, and only servers that set SO_REUSEADDR can bind it.
 *
 * @since 0.1.0
 */
public enum GuardSocket {
    /** Only inside the dynamic range, where the OS may assign the port to a client. */
    AUTO,
    /** On every port, where the system allows it. */
    ON,
    /** On no port: for servers that bind without SO_REUSEADDR inside the dynamic range. */
    OFF
}
