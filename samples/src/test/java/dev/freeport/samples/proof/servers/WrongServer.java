package dev.freeport.samples.proof.servers;

/** The answer came from a server that somebody else runs on the port. */
public final class WrongServer extends AssertionError {
    private static final long serialVersionUID = 1;

    WrongServer(int port, String answer) {
        super("Another server answered on port " + port + ": " + answer);
    }
}
