package dev.freeport.samples.proof.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a server on the loopback address. */
final class Get {
    private static final int MILLIS_AT_MOST = 60_000;
    private static final String END_OF_HEADERS = "\r\n\r\n";

    private Get() {}

    static String from(int port) throws IOException {
        try (Socket connection = new Socket()) {
            // The server closes first. Unless it is reset then, the connection lingers on the server's port for a
            // minute, and few ports would not be enough for many tests.
            connection.setSoLinger(true, 0);
            connection.setSoTimeout(MILLIS_AT_MOST);
            connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS_AT_MOST);
            // HTTP 1.0: no connection is kept, and no answer comes in chunks.
            String question = "GET / HTTP/1.0" + END_OF_HEADERS;
            connection.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf(END_OF_HEADERS);
            if (end < 0) {
                throw new IOException("No HTTP answer: " + answer);
            }
            return answer.substring(end + END_OF_HEADERS.length());
        }
    }
}
