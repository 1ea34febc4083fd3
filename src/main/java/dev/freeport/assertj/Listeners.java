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

/** Who listens on a port, as far as the system shows. */
final class Listeners {
    private Listeners() {}

    static boolean exist(PortDiagnosis diagnosis) {
        return switch (diagnosis.cause()) {
            case LISTENER, OWN_LISTENER -> true;
            case OCCUPIED -> diagnosis.sockets().stream().anyMatch(SocketInfo::serves);
            default -> false;
        };
    }

    /** Whether it would be too much to say that nobody listens: the port is taken, and no socket is shown. */
    static boolean mayExist(PortDiagnosis diagnosis) {
        return switch (diagnosis.cause()) {
            case UNKNOWN -> true;
            case BOUND_ONLY -> diagnosis.sockets().isEmpty();
            default -> exist(diagnosis);
        };
    }

    /** Returns the processes that listen and are visible, not those that merely have a connection. */
    static List<OwnerProcess> of(PortDiagnosis diagnosis) {
        return exist(diagnosis) ? diagnosis.owners() : List.of();
    }

    /** Whether a TCP server that sets SO_REUSEADDR can be bound now; it is bound for a moment, and does not listen. */
    static boolean canJoin(int port) {
        try (Socket server = new Socket()) {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Looks into the tables only: a diagnosis may bind the port for a moment, just when a server wants to. */
    static boolean areSeen(Protocol protocol, int port) {
        return SocketTable.SYSTEM.read(protocol, port).sockets().stream().anyMatch(SocketInfo::serves);
    }
}
