package dev.freeport.internal.os;

import java.io.IOException;

/** A bind that tells the number of its error, which the JDK turns into a text in the language of the user. */
public final class RawBind {
    /** The number for what is not permitted by the rules of the system. */
    public static final int EACCES = 13;

    /** The number for what is not permitted by a filter, such as seccomp(2) or a program of a control group. */
    public static final int EPERM = 1;

    /** The number of Windows for what is not permitted, such as a port in an excluded range. */
    public static final int WSAEACCES = 10013;

    private static final boolean WINDOWS = OperatingSystem.WINDOWS.isCurrent();

    private RawBind() {}

    /**
     * Binds the IPv4 wildcard address of a TCP port on Linux or Windows, and lets go at once.
     *
     * @param port the port
     * @return 0 or the number of the error, see bind(2) and the error codes of Windows Sockets
     * @throws IOException if it cannot be tried; the message is a clause that says why
     */
    public static int errorOn(int port) throws IOException {
        return NativeAccess.call(() -> WINDOWS ? JnaWinsock.errorOn(port) : JnaBind.errorOn(port));
    }
}
