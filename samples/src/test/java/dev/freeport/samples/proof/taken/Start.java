package dev.freeport.samples.proof.taken;

/** Starts a server as a test would, on all addresses of a port, and fails as that test would fail. */
@FunctionalInterface
interface Start {
    /** Returns what stops the server. */
    AutoCloseable on(int port) throws Exception;
}
