package dev.freeport.internal.registry;

import static dev.freeport.condition.Prerequisite.NETWORK_NAMESPACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.StackProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Between the reservation and the bind of the server the kernel wants the port for clients: in a network namespace whose
 * dynamic range is the pool, under a storm of connections.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "guard sockets")
@EnabledIfAvailable(NETWORK_NAMESPACES)
class HandOverTests {
    private static final String POOL = "20000-20063";

    @TempDir
    Path directory;

    @Test
    void neverFailWhileAGuardSocketHoldsThePort() {
        assertThat(handOver(true, 1)).isEqualTo("handed over " + InStorm.ENOUGH + ", failed 0");
    }

    @Test
    void failWithoutIt() {
        assertThat(handOver(false, 1)).matches("handed over [0-9]+, failed 1");
    }

    private String handOver(boolean guarded, int enough) {
        String setUp = "ip link set lo up && echo 20000 20063 > /proc/sys/net/ipv4/ip_local_port_range && exec \"$@\"";
        try (ForkedJvm jvm = ForkedJvm.start(
                List.of("unshare", "-n", "sh", "-c", setUp, "sh"), InStorm.class, directory, guarded, enough)) {
            return jvm.readLine();
        }
    }

    /** Arguments: directory, whether guarded, failures that are enough. */
    static final class InStorm {
        /** Without a guard socket one of the first hundreds fails. */
        private static final int ENOUGH = 500;

        private static final long UNTIL_SEEN_NANOS = 300_000_000_000L;
        private static final long HOLD_NANOS = 1_000_000;

        public static void main(String[] arguments) throws Exception {
            boolean guarded = Boolean.parseBoolean(arguments[1]);
            int enough = Integer.parseInt(arguments[2]);
            PortRegistry registry = new PortRegistry(
                    RegistryFiles.open(Path.of(arguments[0]), "test", SystemCalls.SYSTEM),
                    EnumSet.allOf(GuardKind.class),
                    GuardSockets.SYSTEM);
            ReservationOptions options = new ReservationOptions("a test", Duration.ZERO)
                    .withHolding(guarded ? ReservationOptions.Holding.GUARDED : ReservationOptions.Holding.UNGUARDED);
            AtomicBoolean over = new AtomicBoolean();
            Thread storm = new Thread(() -> storm(over));
            storm.start();
            int handedOver = 0;
            int failed = 0;
            long start = System.nanoTime();
            while (System.nanoTime() - start < UNTIL_SEEN_NANOS
                    && failed < enough
                    && (!guarded || handedOver < ENOUGH)) {
                try {
                    Reservation reservation = new PoolSearch(registry, pool(), options).one();
                    LockSupport.parkNanos(HOLD_NANOS);
                    failed += canServe(reservation.port()) ? 0 : 1;
                    handedOver++;
                    reservation.release();
                } catch (PoolExhaustedException theStormHasThemAll) {
                    continue;
                }
            }
            over.set(true);
            storm.join();
            System.out.println("handed over " + handedOver + ", failed " + failed);
        }

        /** Pretends that the ports are none that the stack lends, so that they are given without a guard too. */
        private static PortPool pool() {
            HostStack elsewhere = HostStacks.of(
                    StackProfile.LINUX, List.of(new PortRange(40000, 50000)), List.of(), List.of(), 1024, "test");
            return PortPool.of(elsewhere, PortChoice.DEFAULT.withRanges(PortRange.parseList(POOL)), true);
        }

        private static boolean canServe(int port) {
            try (ServerSocket server = new ServerSocket(port)) {
                return server.isBound();
            } catch (IOException taken) {
                return false;
            }
        }

        /** Connects as often as it can, and resets each connection so that none lingers. */
        private static void storm(AtomicBoolean over) {
            try (ServerSocket sink = new ServerSocket(9999, 50, InetAddress.getLoopbackAddress())) {
                while (!over.get()) {
                    try (Socket client = new Socket()) {
                        client.setSoLinger(true, 0);
                        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9999));
                        try (Socket accepted = sink.accept()) {
                            accepted.setSoLinger(true, 0);
                        }
                    } catch (IOException noPortLeft) {
                        continue;
                    }
                }
            } catch (IOException e) {
                System.out.println("no storm: " + e);
            }
        }
    }
}
