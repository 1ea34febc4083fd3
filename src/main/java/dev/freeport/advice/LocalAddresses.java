package dev.freeport.advice;

import dev.freeport.owner.SocketInfo;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.stream.Collectors;

/** The addresses of this host. */
public final class LocalAddresses {
    private static final int MOST = 10;

    private LocalAddresses() {}

    /**
     * Returns them as they are commonly written.
     *
     * @return such as {@code 127.0.0.1, ::1, 10.0.0.5}; empty if they cannot be told
     */
    public static String text() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(SocketInfo::text)
                    .limit(MOST)
                    .collect(Collectors.joining(", "));
        } catch (SocketException unknown) {
            return "";
        }
    }
}
