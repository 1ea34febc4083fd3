package dev.freeport.internal.registry;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * Tells "in use" from "not permitted", for which the JDK has one exception with two texts of the C library, in the language
 * of the user: by making the one happen, and comparing. Not loaded before a bind is refused.
 */
final class InUseMessage {
    private static final String TEXT = text();

    private InUseMessage() {}

    /** Tells whether a refused bind of all addresses was refused for another reason than that the port is in use. */
    static boolean isNot(BindException refused) {
        return !TEXT.isEmpty() && !TEXT.equals(String.valueOf(refused.getMessage()));
    }

    private static String text() {
        String text = said();
        return text.equals(said()) ? text : "";
    }

    private static String said() {
        try (SocketChannel first = SocketChannel.open();
                SocketChannel second = SocketChannel.open()) {
            first.bind(new InetSocketAddress(0));
            second.bind(first.getLocalAddress());
            return "";
        } catch (BindException inUse) {
            return String.valueOf(inUse.getMessage());
        } catch (IOException noSocket) {
            return "";
        }
    }
}
