package dev.freeport.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import me.alexpanov.net.FreePortFinder;
import org.apache.camel.test.AvailablePortFinder;
import org.springframework.test.util.TestSocketUtils;
import org.terracotta.utilities.test.net.PortManager;

/** Other port pickers. Apart from {@link FirstUse}, so that no peer is loaded where another one is measured. */
final class Peers {
    /** Terracotta's own switch for its search with external commands at each release. */
    static final String TERRACOTTA_FAST_MODE = "org.terracotta.disablePortReleaseCheck";

    private Peers() {}

    static int bindZero() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static int spring() {
        return TestSocketUtils.findAvailableTcpPort();
    }

    static int camel() {
        try (AvailablePortFinder.Port port = AvailablePortFinder.find()) {
            return port.getPort();
        }
    }

    /** Counts from a number on: otherwise it fails once it has reached 65535. */
    static int freePortFinder() {
        return FreePortFinder.findFreeLocalPort(BenchmarkSetup.LOWEST_PORT);
    }

    static int terracotta() {
        try (PortManager.PortRef port = PortManager.getInstance().reservePort()) {
            return port.port();
        }
    }
}
