package dev.freeport.benchmark;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reserves and releases a port: by the kit, by its system calls alone, and by other port pickers. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReserveBenchmark {

    /** The request is read once, as the extension does. */
    @State(Scope.Thread)
    public static class Kit {
        final PortRequest request = PortRequest.fromSystemProperties();

        /** Reserves once, and checks what holds the port. */
        public Kit() {
            try (PortReservation reservation = FreePorts.reserve(request)) {
                GuardCheck.require(reservation);
            }
        }
    }

    /** The files of the floor. */
    @State(Scope.Thread)
    public static class KernelCalls {
        final Floor floor = Floor.open();

        /** Closes the files. */
        @TearDown
        public void close() throws IOException {
            floor.close();
        }
    }

    @Benchmark
    public int freeport(Kit kit) {
        try (PortReservation reservation = FreePorts.reserve(kit.request)) {
            return reservation.port();
        }
    }

    @Benchmark
    public int floor(KernelCalls calls) throws IOException {
        return calls.floor.reserveAndRelease();
    }

    @Benchmark
    public int bindZero() throws IOException {
        return Peers.bindZero();
    }

    @Benchmark
    public int spring() {
        return Peers.spring();
    }

    @Benchmark
    public int camel() {
        return Peers.camel();
    }

    @Benchmark
    public int freePortFinder() {
        return Peers.freePortFinder();
    }

    @Benchmark
    public int terracotta() {
        return Peers.terracotta();
    }
}
