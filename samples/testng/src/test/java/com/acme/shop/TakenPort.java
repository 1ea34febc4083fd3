package com.acme.shop;

import java.net.ServerSocket;
import org.testng.annotations.Listeners;
import org.testng.annotations.Test;

/** Fails. {@link PortListenerTests} runs it in another JVM. */
@Listeners(PortListener.class)
public class TakenPort {
    @Port
    private int port;

    private ServerSocket first;

    @Test
    public void binds() throws Exception {
        first = new ServerSocket(port);
        new ServerSocket(first.getLocalPort()).close();
    }
}
