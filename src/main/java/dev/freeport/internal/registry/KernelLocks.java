package dev.freeport.internal.registry;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.text.Warnings;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Locks ports in the kernel: for each a UDP socket that is bound to an address of the loopback network that stands for the
 * port, see {@link KernelLockAddress}. The kernel binds an address once, drops the socket with its process, and shows it to
 * all users of the network namespace; and the socket is in the way of no server, because its own port is another one.
 *
 * <p>What keeps a port from being locked never fails its reservation. One warning says it, and later ports are tried again.
 */
final class KernelLocks {
    private static final int TRIES = 3;
    private static final long TRIED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SocketCalls calls;
    private final KernelLockQuota quota;
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile boolean tested;
    private volatile boolean useless;
    private volatile boolean works = true;
    private volatile long triedAt;

    KernelLocks(SocketCalls calls) {
        this.calls = calls;
        this.quota = new KernelLockQuota(calls);
    }

    /** Tells whether the kernel locks ports here; {@code true} until the first has been tried. */
    boolean mayWork() {
        return works && !countsDatagramSockets();
    }

    /**
     * Locks a port for each of its protocols, or none where the kernel does not lock ports; returns whether no other
     * reservation holds it.
     */
    boolean lock(Reservation reservation) throws IOException {
        for (Protocol protocol : reservation.options().protocols()) {
            // a server on the port of the locks themselves would be kept out by its own
            boolean own = protocol == Protocol.UDP && reservation.port() == PortPool.KERNEL_LOCKS;
            if (!own && isToBeTried() && !lock(reservation, KernelLockAddress.of(protocol, reservation.port()))) {
                return false;
            }
        }
        return true;
    }

    private boolean isToBeTried() {
        if (useless || !works && System.nanoTime() - triedAt < TRIED_EVERY_NANOS) {
            return false;
        }
        if (countsDatagramSockets()) {
            warn("The kernel does not lock ports here, because the security manager permits few UDP sockets."
                    + " Lock file and ledger alone hold them.");
            return false;
        }
        if (quota.isUsedUp()) {
            warn("The kernel locks a part of the ports of this JVM, because it may open " + quota.limit()
                    + " files. Lock file and ledger alone hold the others. Raise the limit (ulimit -n).");
            return false;
        }
        return true;
    }

    /** Under a security manager a JVM may open 25, see {@code sun.net.maxDatagramSockets}: they are the tests'. */
    @SuppressWarnings("removal")
    private static boolean countsDatagramSockets() {
        return System.getSecurityManager() != null;
    }

    private boolean lock(Reservation reservation, InetSocketAddress address) {
        DatagramChannel lock;
        try {
            lock = calls.bindLock(address);
        } catch (BindException refused) {
            return giveUpUnlessLocked(refused);
        } catch (IOException noSocket) {
            warn("The kernel does not lock port " + reservation.port() + ", because no UDP socket can be opened ("
                    + noSocket.getMessage() + "). Lock file and ledger alone hold it.");
            return true;
        }
        reservation.lockWith(lock);
        quota.add();
        works = true;
        if (!tested) {
            test(address);
        }
        return true;
    }

    /** Notes that a lock is closed. */
    void unlocked() {
        quota.remove();
    }

    /** Tries what a lock promises: nothing else can be bound to its address. */
    private void test(InetSocketAddress locked) {
        try {
            calls.close(calls.bindLock(locked));
            useless = true;
            giveUp("this kernel binds two sockets to one address");
        } catch (BindException asItShould) {
            tested = true;
        } catch (IOException noSocket) {
            // the next lock is tested
            return;
        }
    }

    /** Tells another lock from what refuses every lock: a socket on all addresses, or a system without 127.0.0.0/8. */
    private boolean giveUpUnlessLocked(BindException refused) {
        for (int i = 0; i < TRIES; i++) {
            int number = ThreadLocalRandom.current().nextInt(PortRange.HIGHEST_PORT);
            try {
                calls.close(calls.bindLock(KernelLockAddress.neutral(number)));
                works = true;
                return false;
            } catch (BindException again) {
                continue;
            } catch (IOException noSocket) {
                return false;
            }
        }
        giveUp("UDP port " + PortPool.KERNEL_LOCKS + " of 127.0.0.0/8 cannot be bound (" + refused.getMessage() + ")");
        return true;
    }

    private void giveUp(String why) {
        triedAt = System.nanoTime();
        works = false;
        warn("The kernel does not lock ports here, because " + why + ". Lock file and ledger alone hold them.");
    }

    private void warn(String text) {
        if (!warned.getAndSet(true)) {
            Warnings.say(text);
        }
    }
}
