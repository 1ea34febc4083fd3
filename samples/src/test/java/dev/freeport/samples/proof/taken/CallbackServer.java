package dev.freeport.samples.proof.taken;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** A server of Java-WebSocket with its defaults, so without SO_REUSEADDR, that does nothing about errors. */
final class CallbackServer extends WebSocketServer {
    private final CompletableFuture<Boolean> started = new CompletableFuture<>();

    CallbackServer(int port) {
        super(new InetSocketAddress(port), 1);
    }

    boolean awaitStart() {
        return started.join();
    }

    @Override
    public void onStart() {
        started.complete(true);
    }

    @Override
    public void onError(@Nullable WebSocket connection, Exception error) {
        started.complete(false);
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {}

    @Override
    public void onMessage(WebSocket connection, String message) {}

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {}
}
