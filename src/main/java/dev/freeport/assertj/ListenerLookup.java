package dev.freeport.assertj;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** Finds out which processes listen on a port, as far as the system shows them. */
final class ListenerLookup {
    private ListenerLookup() {}

    static boolean hasListener(PortDiagnosis diagnosis) {
        return switch (diagnosis.cause()) {
            case LISTENER, OWN_LISTENER -> true;
            case OCCUPIED -> diagnosis.sockets().stream().anyMatch(SocketInfo::serves);
            default -> false;
        };
    }

    /** Returns whether a process may be listening: also if the port is in use, and the system shows no socket. */
    static boolean mayHaveListener(PortDiagnosis diagnosis) {
        return switch (diagnosis.cause()) {
            case UNKNOWN -> true;
            case BOUND_ONLY -> diagnosis.sockets().isEmpty();
            default -> hasListener(diagnosis);
        };
    }

    /** Returns the visible processes that listen, without those that merely own a connection. */
    static List<OwnerProcess> listeners(PortDiagnosis diagnosis) {
        return hasListener(diagnosis) ? diagnosis.owners() : List.of();
    }

    /** Returns whether a TCP server that sets SO_REUSEADDR can bind the port; binds it for a moment without listening. */
    static boolean canBind(int port) {
        try (Socket server = new Socket()) {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Reads the socket tables only: a diagnosis may bind the port for a moment, just when a server wants to. */
    static boolean seesListener(Protocol protocol, int port) {
        return SocketTable.SYSTEM.read(protocol, port).sockets().stream().anyMatch(SocketInfo::serves);
    }
}
