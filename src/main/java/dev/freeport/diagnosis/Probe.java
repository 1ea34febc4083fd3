package dev.freeport.diagnosis;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Tries to bind a port, without listening. */
interface Probe {
    Probe SYSTEM = Probe::bindOnce;

    /** What a bind says. */
    enum Result {
        BINDS,
        REFUSED,
        NO_SOCKET
    }

    /**
     * Binds the wildcard address of a port and lets go at once.
     *
     * @param reuse whether with SO_REUSEADDR, as Java's servers do
     */
    Result bind(int port, boolean reuse);

    private static Result bindOnce(int port, boolean reuse) {
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
}
