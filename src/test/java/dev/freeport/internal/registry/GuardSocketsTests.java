package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.WarningsCapture;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a reservation where the kernel does not play along. */
class GuardSocketsTests {
    private static final ReservationOptions OPTIONS =
            new ReservationOptions("a test", Duration.ZERO).withHolding(ReservationOptions.Holding.GUARDED);

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
        Reservation reservation;
        try (WarningsCapture warnings = new WarningsCapture()) {
            reservation = new PoolSearch(registry(sockets), pool, OPTIONS).one();
            assertThat(warnings.texts())
                    .containsExactly(
                            "Guard sockets do not work on this kernel, which may assign ports inside the dynamic"
                                    + " range to clients.");
        }

        assertThat(sockets.mayWork()).isFalse();
        try (SocketChannel bound = SocketCalls.SYSTEM.bindAlone(new InetSocketAddress(reservation.port()))) {
            assertThat(bound).as("nothing holds the port any more").isNotNull();
        }
        reservation.release();
    }

    @Test
    void areGivenUpWhereTheyDoNotKeepOthersOut() throws Exception {
        List<Channel> opened = new ArrayList<>();
        GuardSockets sockets = new GuardSockets(
                new SocketCalls() {
                    @Override
                    public SocketChannel bindAlone(InetSocketAddress address) throws IOException {
                        SocketChannel any = SocketChannel.open();
                        opened.add(any);
                        return any;
                    }
                },
                true);
        new PoolSearch(registry(sockets), pool, OPTIONS).one().release();

        assertThat(sockets.mayWork()).isFalse();
        assertThat(opened).hasSizeGreaterThan(1).noneMatch(Channel::isOpen);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "every bind of the JDK is exclusive there")
    void leaveNoSocketOpenThatOnlyLookedOrIsReleased() throws Exception {
        List<Channel> opened = new ArrayList<>();
        int port = pool.next(0);
        for (boolean linux : new boolean[] {OS.LINUX.isCurrentOs(), false}) {
            GuardSockets sockets = new GuardSockets(new Counting(opened), linux);
            for (Protocol protocol : Protocol.values()) {
                assertThat(sockets.isBound(protocol, port)).isFalse();
                assertThat(sockets.isServed(protocol, port)).isFalse();
            }
            assertThat(sockets.canBindBesides(port)).isTrue();
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
                server.bind(new InetSocketAddress("127.0.0.1", port));
                assertThat(sockets.isBound(Protocol.TCP, port)).isTrue();
                assertThat(sockets.isServed(Protocol.TCP, port)).isTrue();
                assertThat(sockets.canBindBesides(port)).isFalse();
            }
            new PoolSearch(registry(sockets), pool, OPTIONS).one().release();
        }

        assertThat(opened).isNotEmpty().noneMatch(Channel::isOpen);
    }

    private record Counting(List<Channel> opened) implements SocketCalls {
        @Override
        public @Nullable SocketChannel bindAlone(InetSocketAddress address) throws IOException {
            return noted(SYSTEM.bindAlone(address));
        }

        @Override
        public @Nullable SocketChannel bindBesides(InetSocketAddress address) throws IOException {
            return noted(SYSTEM.bindBesides(address));
        }

        @Override
        public @Nullable DatagramChannel bindDatagram(InetSocketAddress address) throws IOException {
            return noted(SYSTEM.bindDatagram(address));
        }

        @Override
        public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
            DatagramChannel lock = SYSTEM.bindLock(address);
            opened.add(lock);
            return lock;
        }

        private <T extends Channel> @Nullable T noted(@Nullable T channel) {
            if (channel != null) {
                opened.add(channel);
            }
            return channel;
        }
    }

    @Test
    void areNotEvenTriedOnOtherSystems() throws Exception {
        GuardSockets sockets = new GuardSockets(SocketCalls.SYSTEM, false);

        new PoolSearch(registry(sockets), pool, OPTIONS).one().release();

        assertThat(registry(sockets).hasGuardSockets()).isFalse();
        assertThat(registry(new GuardSockets(SocketCalls.SYSTEM, true)).hasGuardSockets())
                .as("until the first is tried")
                .isTrue();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "every bind of the JDK is exclusive there")
    void areMissedWhereConnectionsAreNotTakenForServers() throws Exception {
        GuardSockets elsewhere = new GuardSockets(SocketCalls.SYSTEM, false);
        ServerSocket server = new ServerSocket(0);
        int port = server.getLocalPort();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket accepted = server.accept()) {
            assertThat(elsewhere.isServed(Protocol.TCP, port)).isTrue();
            assertThat(elsewhere.canBindBesides(port)).isFalse();

            server.close();

            assertThat(client.isConnected() && accepted.isConnected()).isTrue();
            assertThat(elsewhere.isBound(Protocol.TCP, port)).isTrue();
            assertThat(elsewhere.isServed(Protocol.TCP, port)).isFalse();
            assertThat(elsewhere.canBindBesides(port)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void areMissedWhereAServerOfIpv4IsFound(String address) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.bind(new InetSocketAddress(address, 0));

            assertThat(new GuardSockets(SocketCalls.SYSTEM, false)
                            .isServed(Protocol.TCP, server.socket().getLocalPort()))
                    .isTrue();
        }
    }

    @Test
    void areNeededInsideTheDynamicRange() {
        GuardSockets sockets = new GuardSockets(SocketCalls.SYSTEM, false);
        int low = HostStack.current().dynamic(Protocol.TCP).get(0).low();
        PortPool inside = TestPorts.pool(low + "-" + (low + 1));

        assertThat(inside.insideDynamicRange()).isTrue();
        assertThatExceptionOfType(PoolExhaustedException.class)
                .isThrownBy(() -> new PoolSearch(registry(sockets), inside, OPTIONS).one())
                .withMessageEndingWith("and guard sockets do not work here");
    }

    @Test
    void sayThatTheDescriptorLimitIsReached() {
        GuardSockets sockets = new GuardSockets(
                new SocketCalls() {
                    @Override
                    public @Nullable SocketChannel bindAlone(InetSocketAddress address) throws IOException {
                        throw new SocketException("Too many open files");
                    }
                },
                true);

        assertThatExceptionOfType(PoolExhaustedException.class)
                .isThrownBy(() -> new PoolSearch(registry(sockets), pool, OPTIONS).one())
                .withMessage("the pool has " + pool + "; no socket is available to probe port " + pool.next(0)
                        + ": Too many open files");
    }

    private static PortRegistry registry(GuardSockets sockets) {
        return new PortRegistry(null, EnumSet.of(GuardKind.KERNEL), sockets);
    }
}
