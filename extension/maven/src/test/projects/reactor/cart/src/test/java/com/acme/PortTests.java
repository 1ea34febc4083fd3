package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freeport.FreePorts;
import dev.freeport.junit.FreePort;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortTests {
    @Test
    void usesThePortsOfTheBuild(
            @FreePort("http.port") int http, @FreePort("peers") List<Integer> peers, @FreePort int other)
            throws Exception {
        assertEquals(Integer.getInteger("http.port"), http);
        assertEquals(System.getProperty("peers"), peers.get(0) + "," + peers.get(1));
        System.out.println(FreePorts.explain(http));
        new ServerSocket(http).close();
        System.out.println("ports " + http + " " + System.getProperty("peers") + " "
                + System.getProperty("metrics") + " " + System.getProperty("database") + " " + other);
    }
}
