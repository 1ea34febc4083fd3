package dev.freeport.diagnosis;

import dev.freeport.kernel.RawBind;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Tries to bind a port, without listening. */
interface Probe {
    Probe SYSTEM = new Probe() {
        @Override
        public Result bind(Protocol protocol, int port, boolean reuse) {
            return protocol == Protocol.TCP ? bindTcp(port, reuse) : bindUdp(port);
        }

        @Override
        public boolean isDenied(int port) {
            return LINUX && isDeniedByErrorNumber(port);
        }
    };

    boolean LINUX = System.getProperty("os.name", "").equals("Linux");

    /** What a bind says. */
    enum Result {
        BINDS,
        REFUSED,
        NO_SOCKET
    }

    /**
     * Binds the wildcard address of a port and lets go at once.
     *
     * @param reuse whether with SO_REUSEADDR, as Java's servers do; for TCP
     */
    Result bind(Protocol protocol, int port, boolean reuse);

    /** Tells whether a bind is certainly not permitted, whoever else has the port. Costs more than {@link #bind}. */
    default boolean isDenied(int port) {
        return false;
    }

    private static boolean isDeniedByErrorNumber(int port) {
        try {
            return RawBind.errorOn(port) == RawBind.EACCES;
        } catch (IOException notTried) {
            return false;
        }
    }

    private static Result bindTcp(int port, boolean reuse) {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(reuse);
            socket.bind(new InetSocketAddress(port));
            return Result.BINDS;
        } catch (BindException refused) {
            return Result.REFUSED;
        } catch (IOException noSocket) {
            return Result.NO_SOCKET;
        }
    }

    private static Result bindUdp(int port) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(port))) {
            return socket.isBound() ? Result.BINDS : Result.NO_SOCKET;
        } catch (BindException refused) {
            return Result.REFUSED;
        } catch (IOException noSocket) {
            return Result.NO_SOCKET;
        }
    }
}
