package dev.freeport.benchmark;

import dev.freeport.FreePorts;
import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.HostStack;
import java.net.ServerSocket;

/** The first use in a fresh JVM. */
enum FirstUse {
    /** The yardstick: one bind of the JDK. */
    SERVER_SOCKET {
        @Override
        void run() throws Exception {
            new ServerSocket(0).close();
        }
    },
    /** The system calls of a reservation and its release: what the JDK's own classes cost, for any implementation in Java. */
    FLOOR {
        @Override
        void run() throws Exception {
            try (Floor floor = Floor.open()) {
                floor.reserveAndRelease();
            }
        }
    },
    /** Reading the host and building the pool. */
    HOST_AND_POOL {
        @Override
        void run() {
            PortPool.of(HostStack.current(), PortChoice.DEFAULT, true);
        }
    },
    /** A reservation and its release. */
    RESERVATION {
        @Override
        void run() {
            FreePorts.reserve().close();
        }
    },
    /** The same with Terracotta. */
    TERRACOTTA {
        @Override
        void run() {
            Peers.terracotta();
        }
    };

    abstract void run() throws Exception;

    /** Prints the duration of a use, given by name, in microseconds. */
    public static void main(String[] arguments) throws Exception {
        FirstUse use = valueOf(arguments[0]);
        long start = System.nanoTime();
        use.run();
        System.out.println((System.nanoTime() - start) / 1000);
    }
}
