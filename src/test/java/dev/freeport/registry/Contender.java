package dev.freeport.registry;

import dev.freeport.owner.ProcessIdentity;
import dev.freeport.stack.PortPool;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A JVM that takes and returns ports as fast as it can, and asks an oracle outside the library whether it is their only
 * owner: a mapped file with the pid of the owner of each port, entered after the reservation and taken out before the
 * release.
 */
final class Contender {
    private static final VarHandle PID = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HOLD_NANOS = 200_000;
    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private Contender() {}

    /** Arguments: directory, ranges, guards, oracle file, seconds. Prints {@code rounds N} or a double owner. */
    public static void main(String[] arguments) throws Exception {
        PortPool pool = TestPorts.pool(arguments[1]);
        PortRegistry registry = new PortRegistry(
                RegistryFiles.open(Path.of(arguments[0]), "test", SystemCalls.SYSTEM),
                RegistryProcess.parseGuards(arguments[2]),
                GuardSockets.SYSTEM);
        try (RandomAccessFile file = new RandomAccessFile(arguments[3], "rw")) {
            MappedByteBuffer oracle = file.getChannel().map(MapMode.READ_WRITE, 0, 65536 * Long.BYTES);
            System.out.println("up");
            System.out.println(contend(registry, pool, oracle, Long.parseLong(arguments[4]) * 1_000_000_000L));
        }
    }

    private static String contend(PortRegistry registry, PortPool pool, MappedByteBuffer oracle, long nanos) {
        Terms terms = new Terms("contender", true, Duration.ZERO);
        long self = ProcessHandle.current().pid();
        long start = System.nanoTime();
        long rounds = 0;
        while (System.nanoTime() - start < nanos) {
            Reservation reservation;
            try {
                reservation = registry.reserve(pool, terms);
            } catch (PoolExhaustedException othersHaveThemAll) {
                continue;
            }
            int at = reservation.port() * Long.BYTES;
            long before = (long) PID.compareAndExchange(oracle, at, 0L, self);
            if (before != 0 && !wasKilled(before, oracle, at)) {
                return "double owner of " + reservation.port() + ": " + before + " and " + self;
            }
            PID.setVolatile(oracle, at, self);
            LockSupport.parkNanos(HOLD_NANOS);
            PID.setVolatile(oracle, at, 0L);
            reservation.release();
            rounds++;
        }
        return "rounds " + rounds;
    }

    /** A killed process frees its locks a little before it is gone, and leaves its entry. A living one takes it out. */
    private static boolean wasKilled(long pid, MappedByteBuffer oracle, int at) {
        ProcessIdentity owner = new ProcessIdentity(pid, 0);
        long start = System.nanoTime();
        while ((long) PID.getVolatile(oracle, at) == pid && System.nanoTime() - start < PATIENCE_NANOS) {
            if (!owner.mayBeRunning()) {
                return (long) PID.getVolatile(oracle, at) == pid;
            }
            LockSupport.parkNanos(HOLD_NANOS);
        }
        return false;
    }
}
