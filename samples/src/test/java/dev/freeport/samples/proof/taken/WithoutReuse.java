package dev.freeport.samples.proof.taken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.Prerequisite;
import dev.freeport.samples.programs.ChildProgram;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/** Servers that bind without SO_REUSEADDR, most of them by their own defaults. */
final class WithoutReuse {
    private static final String IN_C = """
            #include <arpa/inet.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <sys/socket.h>
            #include <unistd.h>

            int main(int count, char **arguments) {
                int server = socket(AF_INET, SOCK_STREAM, 0);
                struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(arguments[1]))};
                if (bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 5)) {
                    perror("bind");
                    return 1;
                }
                puts("ready to accept connections");
                fflush(stdout);
                pause();
                return 0;
            }
            """;

    private static final String IN_PYTHON = """
            import signal, socket, sys
            server = socket.socket()
            server.bind(('', int(sys.argv[1])))
            server.listen()
            print('ready to accept connections', flush=True)
            signal.pause()
            """;

    private WithoutReuse() {}

    static AutoCloseable mina(int port) throws Exception {
        NioSocketAcceptor acceptor = new NioSocketAcceptor();
        assertThat(acceptor.isReuseAddress()).isFalse();
        acceptor.setHandler(new IoHandlerAdapter());
        return Stopping.unless(() -> acceptor.bind(new InetSocketAddress(port)), acceptor::dispose);
    }

    static AutoCloseable serverSocket(int port) throws Exception {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(false);
        return Stopping.unless(() -> server.bind(new InetSocketAddress(port)), server);
    }

    static AutoCloseable c(int port) throws Exception {
        Prerequisite.CC.assume();
        Path directory = TakenPortRun.scratch();
        Files.writeString(directory.resolve("server.c"), IN_C);
        Process compiler = new ProcessBuilder("cc", "-o", "server", "server.c")
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        return start(List.of(directory.resolve("server").toString(), Integer.toString(port)));
    }

    static AutoCloseable python(int port) throws Exception {
        Prerequisite.PYTHON.assume();
        return start(List.of("/usr/bin/python3", "-c", IN_PYTHON, Integer.toString(port)));
    }

    private static AutoCloseable start(List<String> command) throws Exception {
        return ChildProgram.start(TakenPortRun.scratch(), command).awaitReady();
    }
}
