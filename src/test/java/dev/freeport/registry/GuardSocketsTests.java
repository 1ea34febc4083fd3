package dev.freeport.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortPool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a reservation where the kernel does not play along. */
class GuardSocketsTests {
    private static final Terms TERMS = new Terms("a test", true, Duration.ZERO);

    private final PortPool pool = TestPorts.pool(TestPorts.range(1));

    @Test
    void areGivenUpWhereTheyKeepServersOut() throws Exception {
        GuardSockets sockets = new GuardSockets(
                new SocketCalls() {
                    @Override
                    public boolean serverCanListen(int port) {
                        return false;
                    }
                },
                true);
        Reservation reservation = registry(sockets).reserve(pool, TERMS);

        assertThat(sockets.mayWork()).isFalse();
        try (Socket bound = SocketCalls.SYSTEM.bindAlone(new InetSocketAddress(reservation.port()))) {
            assertThat(bound).as("nothing holds the port any more").isNotNull();
        }
        reservation.release();
    }

    @Test
    void areGivenUpWhereTheyDoNotKeepOthersOut() throws Exception {
        GuardSockets sockets = new GuardSockets(
                new SocketCalls() {
                    @Override
                    public Socket bindAlone(InetSocketAddress address) {
                        return new Socket();
                    }
                },
                true);
        registry(sockets).reserve(pool, TERMS).release();

        assertThat(sockets.mayWork()).isFalse();
    }

    @Test
    void areNotEvenTriedOnOtherSystems() throws Exception {
        GuardSockets sockets = new GuardSockets(SocketCalls.SYSTEM, false);

        registry(sockets).reserve(pool, TERMS).release();

        assertThat(sockets.mayWork()).isFalse();
    }

    @Test
    void areNeededInsideTheDynamicRange() {
        GuardSockets sockets = new GuardSockets(SocketCalls.SYSTEM, false);
        int low = HostStack.current().dynamicTcp().get(0).low();
        PortPool inside = TestPorts.pool(low + "-" + (low + 1));

        assertThat(inside.insideDynamicRange()).isTrue();
        assertThatExceptionOfType(PoolExhaustedException.class)
                .isThrownBy(() -> registry(sockets).reserve(inside, TERMS))
                .withMessageEndingWith("and guard sockets do not work here");
    }

    @Test
    void sayThatTheDescriptorLimitIsReached() {
        GuardSockets sockets = new GuardSockets(
                new SocketCalls() {
                    @Override
                    public @Nullable Socket bindAlone(InetSocketAddress address) throws IOException {
                        throw new SocketException("Too many open files");
                    }
                },
                true);

        assertThatExceptionOfType(PoolExhaustedException.class)
                .isThrownBy(() -> registry(sockets).reserve(pool, TERMS))
                .withMessage("the pool has " + pool + "; no socket can be had to look at port " + pool.next(0)
                        + ": Too many open files");
    }

    private static PortRegistry registry(GuardSockets sockets) {
        return new PortRegistry(null, EnumSet.of(Guard.SOCKET), sockets);
    }
}
