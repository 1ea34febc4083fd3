package dev.freeport.internal.failure;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Why a port could not be bound, by texts that are learned from failures made on purpose: they are translated. */
enum BindErrorKind {
    IN_USE,
    NO_SUCH_ADDRESS,
    NOT_PERMITTED,
    /** It does not say. */
    UNKNOWN;

    static BindErrorKind of(Iterable<Throwable> chain) {
        return of(chain, Sayings.LEARNED);
    }

    static BindErrorKind of(Iterable<Throwable> chain, Sayings sayings) {
        for (Throwable failure : chain) {
            if (failure instanceof BindException || BindFailureKinds.isBindFailure(failure)) {
                String message = BindFailureKinds.message(failure);
                if (says(message, sayings.noSuchAddress, "assign requested address")) {
                    return NO_SUCH_ADDRESS;
                } else if (says(message, sayings.inUse, "Address already in use")) {
                    return IN_USE;
                } else if (says(message, sayings.notPermitted, "Permission denied")) {
                    return NOT_PERMITTED;
                }
            }
        }
        return UNKNOWN;
    }

    /** Other programs than the system say it in English, too. */
    private static boolean says(String message, String learned, String english) {
        return message.contains(english) || !learned.isEmpty() && message.contains(learned);
    }

    /** Tells whether this JVM may not bind the lowest port. */
    static boolean needsPrivileges() {
        return !Sayings.LEARNED.notPermitted.isEmpty();
    }

    /** What the system says of a port in use, of an address of another host, and of what is not permitted. */
    record Sayings(String inUse, String noSuchAddress, String notPermitted) {
        static final Sayings LEARNED = learn();

        private static Sayings learn() {
            String inUse = refusalOfATakenPort();
            // the system asks for permission before it looks for other sockets
            String lowest = refusal(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
            // an address for documentation, which no host has (RFC 5737)
            String noSuchAddress = refusal(new InetSocketAddress("192.0.2.1", 0));
            return new Sayings(inUse, noSuchAddress, lowest.equals(inUse) ? "" : lowest);
        }

        private static String refusalOfATakenPort() {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return refusal(new InetSocketAddress(taken.getInetAddress(), taken.getLocalPort()));
            } catch (IOException noSocket) {
                return "";
            }
        }

        private static String refusal(InetSocketAddress address) {
            try (Socket socket = new Socket()) {
                socket.bind(address);
                return "";
            } catch (BindException refused) {
                return BindFailureKinds.message(refused);
            } catch (IOException noSocket) {
                return "";
            }
        }
    }
}
