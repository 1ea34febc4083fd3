package dev.freeport.samples.diagnosing;

import static dev.freeport.assertj.PortAssertions.assertThatPort;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

/** A test JVM that starts a server and is killed before it can end it. */
final class EarlierBuild {
    private EarlierBuild() {}

    public static void main(String[] arguments) throws Exception {
        String purpose = "OrderTests.ships(int)";
        int port = FreePorts.reserve(PortRequest.fromSystemProperties().withPurpose(purpose))
                .port();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder server = new ProcessBuilder(java.toString(), ShopServer.class.getName(), Integer.toString(port));
        server.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process started = server.redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        assertThatPort(port).isListenedOnWithin(Duration.ofSeconds(30));
        System.out.println(port + " " + started.pid());
        Runtime.getRuntime().halt(1);
    }

    /** The server, which ends by itself if nobody ends it. */
    static final class ShopServer {
        private static final int MILLIS_AT_MOST = 120_000;

        private ShopServer() {}

        public static void main(String[] arguments) throws Exception {
            try (ServerSocket socket = new ServerSocket(Integer.parseInt(arguments[0]))) {
                socket.setSoTimeout(MILLIS_AT_MOST);
                while (true) {
                    socket.accept().close();
                }
            }
        }
    }
}
