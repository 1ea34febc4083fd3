package dev.freeport.internal.os;

import java.io.IOException;

/** A bind that returns its error number, which the JDK turns into a text in the language of the user. */
public final class RawBind {
    /** Not permitted by the rules of the system. */
    public static final int EACCES = 13;

    /** Not permitted by a filter, such as seccomp(2) or a program of a control group. */
    public static final int EPERM = 1;

    /** Not permitted on Windows, such as a port in an excluded range. */
    public static final int WSAEACCES = 10013;

    private static final boolean WINDOWS = OperatingSystem.WINDOWS.isCurrent();

    private RawBind() {}

    /**
     * Binds a TCP port on all IPv4 addresses on Linux or Windows, and closes the socket at once; returns 0 or the error
     * number, see bind(2) and the error codes of Windows Sockets. The message of an exception is a clause that says
     * why.
     */
    public static int errorOn(int port) throws IOException {
        return NativeAccess.call(() -> WINDOWS ? JnaWinsock.errorOn(port) : Libc.bindError(port));
    }
}
