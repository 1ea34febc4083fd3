package dev.freeport.samples.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Asks a server on the loopback address. */
final class Get {
    private static final int MILLIS_AT_MOST = 20_000;

    private Get() {}

    static String from(int port) throws IOException {
        URL url = new URL("http", InetAddress.getLoopbackAddress().getHostAddress(), port, "/");
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(MILLIS_AT_MOST);
        connection.setReadTimeout(MILLIS_AT_MOST);
        // A kept connection would be offered to the next server on the same port.
        connection.setRequestProperty("Connection", "close");
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }
}
