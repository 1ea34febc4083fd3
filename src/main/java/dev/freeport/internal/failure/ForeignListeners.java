package dev.freeport.internal.failure;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * The processes that listen on a port of a test and have nothing to do with this JVM. They show what no exception tells:
 * that a server did not start and kept silent, came up on one of two addresses only, or went to another port.
 */
final class ForeignListeners {
    static final String NOTE =
            "Another process listened on a port of this test when it failed; clients may have reached that process"
                    + " instead of the test's server.";

    private ForeignListeners() {}

    /** A bind with SO_REUSEADDR meets listeners of all addresses, and passes over the guard socket. */
    static boolean mayExist(int port) {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return false;
        } catch (BindException refused) {
            return true;
        } catch (IOException noSocket) {
            return false;
        }
    }

    static boolean exist(PortDiagnosis diagnosis) {
        return diagnosis.sockets().stream().anyMatch(ForeignListeners::isForeign);
    }

    private static boolean isForeign(SocketInfo row) {
        return row.serves() && row.owners().stream().map(OwnerProcess::pid).noneMatch(ForeignListeners::isOurs);
    }

    /** This JVM or what it started: that is most likely the very server under test. */
    private static boolean isOurs(long pid) {
        long self = ProcessHandle.current().pid();
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        while (process.isPresent() && process.get().pid() != self) {
            process = process.get().parent();
        }
        return process.isPresent();
    }
}
