package dev.freeport.internal.failure;

/** What a failure suppresses if a connection to a port of a test was refused. No bind failure, so another type. */
final class ConnectionRefusedNote extends Exception {
    private static final long serialVersionUID = 1L;

    ConnectionRefusedNote(String message) {
        super(message, null, false, false);
    }
}
