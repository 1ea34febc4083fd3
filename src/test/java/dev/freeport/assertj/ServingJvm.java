package dev.freeport.assertj;

import dev.freeport.ForkedJvm;
import dev.freeport.Orphaning;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/** A JVM that serves on a port until it reads a line. */
public final class ServingJvm {
    private ServingJvm() {}

    static ForkedJvm start(int port) {
        return ForkedJvm.start(ServingJvm.class, port);
    }

    /** Starts one, and returns when it serves. */
    public static ForkedJvm serving(int port) {
        return serving(start(port));
    }

    /** Starts one that does not descend from this JVM, and returns when it serves. The pid is not its own. */
    public static ForkedJvm servingAsStranger(int port) {
        return serving(ForkedJvm.start(Orphaning.command(), ServingJvm.class, port));
    }

    private static ForkedJvm serving(ForkedJvm jvm) {
        String line = jvm.readLine();
        if (!line.equals("listening")) {
            jvm.close();
            throw new IllegalStateException("the server said: " + line);
        }
        return jvm;
    }

    /** Says {@code listening} once it does, and {@code stopping}, before it does, when it is sent a line. */
    public static void main(String[] arguments) throws Exception {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(Integer.parseInt(arguments[0])));
            System.out.println("listening");
            commands.readLine();
            System.out.println("stopping");
        }
        commands.readLine();
    }
}
