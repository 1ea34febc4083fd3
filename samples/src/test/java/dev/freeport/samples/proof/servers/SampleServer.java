package dev.freeport.samples.proof.servers;

import java.io.Closeable;
import java.io.IOException;

/** A running server that answers {@code GET /} with the text it was started with. */
public interface SampleServer extends Closeable {
    /** Returns when the port is no longer listened on, so that it can be used again at once. */
    @Override
    void close() throws IOException;

    /** Starts a server of one kind on the loopback address. */
    @FunctionalInterface
    interface Start {
        SampleServer on(int port, String answer) throws Exception;
    }
}
