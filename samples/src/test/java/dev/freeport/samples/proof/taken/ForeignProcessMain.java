package dev.freeport.samples.proof.taken;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The other end of {@link ForeignProcess}: does what it is told until the connection ends. */
final class ForeignProcessMain {
    static final String LISTEN = "listen";
    static final String LET_GO = "let-go";
    static final String DONE = "done";

    /** What it answers to clients. */
    static final String ANSWER = "foreign";

    private ForeignProcessMain() {}

    public static void main(String[] arguments) throws IOException {
        try (Socket control = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))) {
            say(control, Long.toString(ProcessHandle.current().pid()));
            obey(control);
        }
        System.exit(0);
    }

    private static void obey(Socket control) throws IOException {
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
        @Nullable LineServer server = null;
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            try {
                if (words[0].equals(LISTEN)) {
                    server = LineServer.on(InetAddress.getByName(words[1]), Integer.parseInt(words[2]), ANSWER);
                } else if (server != null) {
                    server.close();
                }
                say(control, DONE);
            } catch (IOException e) {
                say(control, e.toString());
            }
        }
    }

    private static void say(Socket control, String line) throws IOException {
        control.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
