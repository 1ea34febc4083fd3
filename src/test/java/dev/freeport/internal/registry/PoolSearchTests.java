package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several ports at once, with a network stack that says what the test wants. */
class PoolSearchTests {
    private static final ReservationOptions OPTIONS =
            new ReservationOptions("a test", Duration.ofMinutes(1)).withHolding(ReservationOptions.Holding.GUARDED);
    private static final int SIZE = 7;

    @TempDir
    Path directory;

    private final PortPool pool = TestPorts.pool("20000-20006");
    private final int low = pool.next(0);
    private final Stack stack = new Stack();
    private final List<Reservation> held = new ArrayList<>();
    private RegistryFiles files;
    private PortRegistry registry;

    @BeforeEach
    void open() throws Exception {
        files = RegistryFiles.open(directory, "test", SystemCalls.SYSTEM);
        registry = new PortRegistry(files, EnumSet.of(GuardKind.LEDGER), new GuardSockets(stack, false));
        goOnFrom(low);
    }

    @AfterEach
    void release() {
        held.forEach(Reservation::release);
    }

    /** As while a child process that was just started has a copy of the socket that probed the port. */
    @Test
    void looksForSomeTimeAtAPortThatASocketKeepsOut() throws Exception {
        PortPool one = TestPorts.pool(String.valueOf(low));
        stack.bound.add(low);
        stack.freeAfter = 6;

        held.add(new PoolSearch(registry, one, OPTIONS).one());

        assertThat(stack.asked(low)).isGreaterThan(stack.freeAfter);
    }

    @Nested
    class ForSeveral {
        @Test
        void saysHowManyThereAreAndWhoHasTheOthers() throws Exception {
            hold(low + 2);

            assertExhausted(
                    () -> new PoolSearch(registry, pool, OPTIONS).several(SIZE),
                    "; only 6 of the 7 requested ports are free; reserved by tests: 1, bound by other sockets: 0,"
                            + " released a moment ago: 0" + reserved(low + 2));
            assertNothingElseIsHeldOrCools(low + 2);
        }

        @Test
        void saysSoOfOneAndOfNone() throws Exception {
            for (int port = low; port < low + SIZE - 1; port++) {
                stack.bound.add(port);
            }
            assertExhausted(
                    () -> new PoolSearch(registry, pool, OPTIONS).several(2),
                    "; only 1 of the 2 requested ports is free; reserved by tests: 0, bound by other sockets: 6,"
                            + " released a moment ago: 0");
            stack.bound.add(low + SIZE - 1);
            assertExhausted(
                    () -> new PoolSearch(registry, pool, OPTIONS).several(2),
                    "; reserved by tests: 0, bound by other sockets: 7, released a moment ago: 0");
        }

        @Test
        void asksForNothingIfThePoolIsTooSmall() {
            stack.bound.add(low);

            assertExhausted(() -> new PoolSearch(registry, pool, OPTIONS).several(SIZE + 1), "; 8 ports are requested");
            assertExhausted(
                    () -> new PoolSearch(registry, pool, OPTIONS).contiguous(SIZE + 1),
                    "; 8 contiguous ports are requested, but it has 7 at most");
            assertThat(stack.asked(low)).isZero();
            assertExhausted(
                    () -> new PoolSearch(registry, pool, OPTIONS).several(SIZE),
                    "; only 6 of the 7 requested ports are free; reserved by tests: 0, bound by other sockets: 1,"
                            + " released a moment ago: 0");
            assertThat(stack.asked(low)).as("in five rounds").isGreaterThanOrEqualTo(5);
        }

        @Test
        void givesBackWhatItHadWhenNoSocketIsLeft() {
            stack.brokenFrom = low + 3;

            assertExhausted(
                    () -> new PoolSearch(registry, pool, OPTIONS).several(5),
                    "; no socket is available to probe port " + (low + 3) + ": Too many open files");
            assertNothingElseIsHeldOrCools();
        }
    }

    @Nested
    class ForABlock {
        @Test
        void goesOnBehindWhatIsInTheWay() throws Exception {
            stack.bound.addAll(Set.of(low, low + 3));

            assertThat(block(3)).containsExactly(low + 4, low + 5, low + 6);
            goOnFrom(low);
            assertThat(block(2)).containsExactly(low + 1, low + 2);
        }

        @Test
        void goesOnBehindTheBlockThatWasGivenLast() throws Exception {
            assertThat(block(2)).containsExactly(low, low + 1);
            held.forEach(Reservation::abandon);
            assertThat(block(2)).containsExactly(low + 2, low + 3);
            held.forEach(Reservation::abandon);
            Reservation next = new PoolSearch(registry, pool, OPTIONS).one();
            next.abandon();
            assertThat(next.port()).isEqualTo(low + 4);
            assertThat(block(2)).containsExactly(low + 5, low + 6);
        }

        @Test
        void takesPortsThatCoolDownIfThereAreNoOthers() throws Exception {
            hold(low + 1).release();
            assertThat(block(2)).containsExactly(low + 2, low + 3);

            assertThat(block(3)).containsExactly(low + 4, low + 5, low + 6);
            assertThat(block(2)).containsExactly(low, low + 1);
        }

        @Test
        void countsAlsoThePortsThatNoBlockCouldHaveBegunWith() throws Exception {
            stack.bound.add(low + 3);
            hold(low + 5);

            assertExhausted(
                    () -> new PoolSearch(registry, pool, OPTIONS).contiguous(4),
                    "; no 4 contiguous ports are free; reserved by tests: 1, bound by other sockets: 1, released a moment"
                            + " ago: 0" + reserved(low + 5));
            assertNothingElseIsHeldOrCools(low + 5);
        }

        @Test
        void asksOnceARoundForWhatIsInTheWay() {
            stack.bound.add(low + 3);

            assertExhausted(
                    () -> new PoolSearch(registry, pool, OPTIONS).contiguous(4),
                    "; no 4 contiguous ports are free; reserved by tests: 0, bound by other sockets: 1, released a moment"
                            + " ago: 0");
            // once in the first round; in the four others also for whether connections alone are in the way
            assertThat(stack.asked(low + 3)).isEqualTo(1 + 4 * 2);
        }

        @Test
        void ofOneSpeaksOfNoRow() {
            for (int port = low; port < low + SIZE; port++) {
                stack.bound.add(port);
            }

            assertExhausted(
                    () -> new PoolSearch(registry, pool, OPTIONS).contiguous(1),
                    "; reserved by tests: 0, bound by other sockets: 7, released a moment ago: 0");
        }

        @Test
        void givesBackWhatItHadWhenNoSocketIsLeft() {
            stack.brokenFrom = low + 2;
            String noSocket = "; no socket is available to probe port " + (low + 2) + ": Too many open files";

            assertExhausted(() -> new PoolSearch(registry, pool, OPTIONS).contiguous(3), noSocket);
            assertNothingElseIsHeldOrCools();
            stack.bound.add(low);
            assertExhausted(() -> new PoolSearch(registry, pool, OPTIONS).contiguous(SIZE), noSocket);
            assertNothingElseIsHeldOrCools();
        }
    }

    private List<Integer> block(int count) throws PoolExhaustedException {
        List<Reservation> block = new PoolSearch(registry, pool, OPTIONS).contiguous(count);
        held.addAll(block);
        return block.stream().map(Reservation::port).toList();
    }

    private Reservation hold(int port) throws PortRefusedException {
        Reservation reservation = new FixedPortWait(registry, port, OPTIONS).await(Duration.ZERO);
        held.add(reservation);
        return reservation;
    }

    /** Lets the next search begin at a port, as if the one before had been given. */
    private void goOnFrom(int port) {
        registry.positions().reserved(pool, port - 1);
    }

    private void assertExhausted(ThrowingCallable request, String why) {
        goOnFrom(low);
        assertThatExceptionOfType(PoolExhaustedException.class)
                .isThrownBy(request)
                .withMessage("the pool has " + pool + why);
    }

    private static String reserved(int port) {
        return String.format(
                "%n  reserved    %d by this JVM (pid %d) for a test",
                port, ProcessHandle.current().pid());
    }

    private void assertNothingElseIsHeldOrCools(Integer... ports) {
        assertThat(registry.holders(Set.of(Protocol.TCP))).containsOnlyKeys(ports);
        for (int port = low; port < low + SIZE; port++) {
            assertThat(files.ledger().coolingMillis(port)).isZero();
            assertThat(files.ledger().isOwn(port)).isEqualTo(List.of(ports).contains(port));
        }
    }

    /** A stack that needs no socket: some ports are bound, and for some none is left. */
    private static final class Stack implements SocketCalls {
        private final Set<Integer> bound = new HashSet<>();
        private final List<Integer> asked = new ArrayList<>();
        private int brokenFrom = Integer.MAX_VALUE;
        private int freeAfter = Integer.MAX_VALUE;

        @Override
        public @Nullable SocketChannel bindAlone(InetSocketAddress address) throws IOException {
            if (address.getPort() >= brokenFrom) {
                throw new SocketException("Too many open files");
            }
            if (address.getAddress().isAnyLocalAddress()) {
                asked.add(address.getPort());
                if (asked.size() > freeAfter) {
                    bound.clear();
                }
            }
            return bound.contains(address.getPort()) ? null : SocketChannel.open();
        }

        @Override
        public @Nullable SocketChannel bindBesides(InetSocketAddress address) throws IOException {
            return bound.contains(address.getPort()) ? null : SocketChannel.open();
        }

        @Override
        public boolean canServeIpv4(int port) {
            return !bound.contains(port);
        }

        int asked(int port) {
            return (int) asked.stream().filter(each -> each == port).count();
        }
    }
}
