package dev.freeport.benchmark;

import dev.freeport.FreePorts;
import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.HostStack;
import java.net.ServerSocket;

/** What a fresh JVM does first. */
enum FirstUse {
    /** The yardstick: one bind of the JDK. */
    SERVER_SOCKET {
        @Override
        void run() throws Exception {
            new ServerSocket(0).close();
        }
    },
    /** Reading the host and building the pool. */
    HOST_AND_POOL {
        @Override
        void run() {
            PortPool.of(HostStack.current(), PortChoice.USUAL, true);
        }
    },
    /** A whole reservation, with all guards. */
    RESERVATION {
        @Override
        void run() {
            FreePorts.reserve().close();
        }
    },
    /** The same by Terracotta. */
    TERRACOTTA {
        @Override
        void run() {
            Peers.terracotta();
        }
    };

    abstract void run() throws Exception;

    /** Prints the microseconds that the use named by the argument takes. */
    public static void main(String[] arguments) throws Exception {
        FirstUse use = valueOf(arguments[0]);
        long start = System.nanoTime();
        use.run();
        System.out.println((System.nanoTime() - start) / 1000);
    }
}
