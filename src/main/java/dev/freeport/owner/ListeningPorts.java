package dev.freeport.owner;

import java.util.List;

/**
 * All servers of a host, sorted by port. {@code toString()} renders them as a table for a log.
 *
 * <pre>{@code
 * for (ListeningPort server : FreePorts.listeners().listeners()) {
 *     if (server.isDynamic()) {
 *         System.out.println("The system may assign port " + server.port() + " to a client, and a server listens on it");
 *     }
 * }
 * }</pre>
 *
 * @param listeners the servers, TCP before UDP on the same port
 * @param notes what could not be found out, and what is not listed, one sentence each
 * @since 0.1.0
 */
public record ListeningPorts(List<ListeningPort> listeners, List<String> notes) {
    /** Returns a table with a line for each server, and the notes below it. */
    @Override
    public String toString() {
        return ListingText.render(this);
    }
}
