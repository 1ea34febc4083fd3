package dev.freeport.failure;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Why a port could not be bound, as far as the text of the failure tells. The C library says it in the language of this
 * process, so what it says is learned from failures made on purpose.
 */
enum BindErrorKind {
    /** Somebody has the port. */
    IN_USE,
    /** The address is none of this host's. */
    NO_SUCH_ADDRESS,
    /** This JVM may not bind the port. */
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

    /** In English it may be said by others than this system, and where nothing could be learned. */
    private static boolean says(String message, String learned, String english) {
        return message.contains(english) || !learned.isEmpty() && message.contains(learned);
    }

    /** Tells whether this JVM may not bind the lowest port. */
    static boolean needsPrivileges() {
        return !Sayings.LEARNED.notPermitted.isEmpty();
    }

    /**
     * What the system says; nothing where it did not fail.
     *
     * @param inUse if somebody has the port
     * @param noSuchAddress if the address is none of this host's
     * @param notPermitted if this JVM may not bind it
     */
    record Sayings(String inUse, String noSuchAddress, String notPermitted) {
        static final Sayings LEARNED = learn();

        private static Sayings learn() {
            String inUse = refusalOfATakenPort();
            // permission is asked for before anybody is looked for who has the port
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
