package dev.freeport.stack;

import java.util.Locale;

/**
 * The three kinds of port numbers of RFC 6335, section 6. {@link HostStack#isDynamic} tells which ports
 * a host assigns to clients.
 *
 * @since 0.1.0
 */
public enum PortClass {
    /** 0 to 1023: assigned by IANA with care, and on most systems for privileged processes only. */
    SYSTEM,
    /** 1024 to 49151: assigned by IANA on request. */
    REGISTERED,
    /** 49152 to 65535: registered for no service; systems assign them to clients. */
    DYNAMIC;

    /**
     * {@return the class of a port}
     *
     * @param port the port, 0 to 65535
     */
    public static PortClass of(int port) {
        if (port <= StackProfile.IANA.highestSystemPort()) {
            return SYSTEM;
        }
        return StackProfile.IANA.dynamic().contains(port) ? DYNAMIC : REGISTERED;
    }

    /** Returns the name in the RFC: {@code system}, {@code registered} or {@code dynamic}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
