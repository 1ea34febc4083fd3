package com.acme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import org.junit.jupiter.api.Test;

class ShopTest {
    @Test
    void hasTheAgentsOfItsJvm() throws Exception {
        for (String name : new String[] {"jmx.port", "debug.port"}) {
            try (Socket client = new Socket("127.0.0.1", Integer.getInteger(name))) {
                assertTrue(client.isConnected());
            }
        }
    }
}
