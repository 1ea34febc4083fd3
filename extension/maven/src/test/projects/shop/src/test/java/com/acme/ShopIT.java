package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URL;
import org.junit.jupiter.api.Test;

class ShopIT {
    // docs: test
    private final int port = Integer.getInteger("http.port");
    // docs: end

    @Test
    void answers() throws Exception {
        assertEquals(200, status());
    }

    private int status() throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (true) {
            try {
                HttpURLConnection connection =
                        (HttpURLConnection) new URL("http://localhost:" + port + "/").openConnection();
                return connection.getResponseCode();
            } catch (ConnectException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(20);
            }
        }
    }
}
