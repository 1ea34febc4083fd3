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
enum Reason {
    /** Somebody has the port. */
    IN_USE,
    /** The address is none of this host's. */
    NO_SUCH_ADDRESS,
    /** This JVM may not bind the port. */
    NOT_PERMITTED,
    /** It does not say. */
    UNKNOWN;

    static Reason of(Iterable<Throwable> chain) {
        for (Throwable failure : chain) {
            if (failure instanceof BindException || BindFailureKinds.isBindFailure(failure)) {
                String message = BindFailureKinds.message(failure);
                if (says(message, Learned.NO_SUCH_ADDRESS, "assign requested address")) {
                    return NO_SUCH_ADDRESS;
                } else if (says(message, Learned.IN_USE, "Address already in use")) {
                    return IN_USE;
                } else if (says(message, Learned.NOT_PERMITTED, "Permission denied")) {
                    return NOT_PERMITTED;
                }
            }
        }
        return UNKNOWN;
    }

    /** Tells whether this JVM may not bind the lowest port. */
    static boolean needsPrivileges() {
        return !Learned.NOT_PERMITTED.isEmpty();
    }

    /** In English it may be said by others than this system, and where nothing could be learned. */
    private static boolean says(String message, String learned, String english) {
        return message.contains(english) || !learned.isEmpty() && message.contains(learned);
    }

    /** What the system says; nothing if it did not fail. */
    private static final class Learned {
        /** The address is one for documentation, which no host has (RFC 5737). */
        static final String NO_SUCH_ADDRESS = refusal(new InetSocketAddress("192.0.2.1", 0));

        static final String IN_USE = taken();

        /** Permission is asked for before anybody is looked for who has the port. */
        static final String NOT_PERMITTED = lowest();

        private static String taken() {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return refusal(new InetSocketAddress(taken.getInetAddress(), taken.getLocalPort()));
            } catch (IOException noSocket) {
                return "";
            }
        }

        private static String lowest() {
            String text = refusal(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
            return text.equals(IN_USE) ? "" : text;
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
