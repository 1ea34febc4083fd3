package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freeport.internal.text.GivenExplanations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A fixed number in the code of a test, which the OS has assigned to a client, beside a server of this JVM. */
@EnabledOnOs(OS.LINUX)
class ConnectionInCodeTests {
    private static final StackTraceElement[] OF_A_TEST = {
        new StackTraceElement("com.acme.ShopTests", "ships", "ShopTests.java", 31),
        new StackTraceElement("org.junit.platform.commons.util.ReflectionUtils", "invokeMethod", "x.java", 1)
    };

    @BeforeEach
    void forget() {
        GivenExplanations.clear();
    }

    @Test
    void isNamedRatherThanTheServer() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            int port = client.getLocalPort();
            BindException failure = assertThrows(BindException.class, () -> new ServerSocket(port));
            failure.setStackTrace(OF_A_TEST);

            assertThat(explained(failure, port))
                    .startsWith("Probably port " + port + ": a connection of this JVM (pid "
                            + ProcessHandle.current().pid() + ") uses it, not a server. Bound at ShopTests.java:31.")
                    .contains("  evidence    the code of the test contains the number " + port)
                    .containsPattern("  what to do  Use a port outside [0-9]+-[0-9]+, such as one of @FreePort\\.");
        }
    }

    /** Explains a failure of a test whose class contains a number, as a compiler writes it. */
    private static String explained(BindException failure, int number) {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(loader) {
            @Override
            public InputStream getResourceAsStream(String name) {
                return name.equals("com/acme/ShopTests.class")
                        ? new ByteArrayInputStream(new byte[] {3, 0, 0, (byte) (number >> 8), (byte) number})
                        : super.getResourceAsStream(name);
            }
        });
        try {
            return BindFailureExplainer.find(failure, List.of()).orElseThrow().text();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }
}
