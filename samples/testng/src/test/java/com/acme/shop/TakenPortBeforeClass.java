package com.acme.shop;

import java.net.ServerSocket;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Listeners;
import org.testng.annotations.Test;

/** Fails. {@link PortListenerTests} runs it in another JVM. */
@Listeners(PortListener.class)
public class TakenPortBeforeClass {
    @Port
    private int port;

    private ServerSocket first;

    @BeforeClass
    public void bind() throws Exception {
        first = new ServerSocket(port);
        new ServerSocket(first.getLocalPort()).close();
    }

    @Test
    public void isSkipped() {}
}
