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

/**
 * Locks ports in the kernel: for each a UDP socket that is bound to an address of the loopback network that stands for the
 * port, see {@link KernelLockAddress}. The kernel binds an address once, drops the socket with its process, and shows it to
 * all users of the network namespace; and the socket is in the way of no server, because its own port is another one.
 */
final class KernelLocks {
    private static final int TRIES = 3;

    private final SocketCalls calls;
    private volatile boolean tested;
    private volatile boolean works = true;

    KernelLocks(SocketCalls calls) {
        this.calls = calls;
    }

    /** Tells whether the kernel locks ports here; {@code true} until the first has been tried. */
    boolean mayWork() {
        return works;
    }

    /**
     * Locks a port for each of its protocols, or none where the kernel does not lock ports; returns whether no other
     * reservation holds it. Throws if there are no sockets.
     */
    boolean lock(Reservation reservation) throws IOException {
        for (Protocol protocol : reservation.options().protocols()) {
            // a server on the port of the locks themselves would be kept out by its own
            boolean own = protocol == Protocol.UDP && reservation.port() == PortPool.KERNEL_LOCKS;
            if (works && !own && !lock(reservation, KernelLockAddress.of(protocol, reservation.port()))) {
                return false;
            }
        }
        return true;
    }

    private boolean lock(Reservation reservation, InetSocketAddress address) throws IOException {
        DatagramChannel lock;
        try {
            lock = calls.bindLock(address);
        } catch (BindException refused) {
            return giveUpUnlessLocked(refused);
        }
        reservation.lockWith(lock);
        if (!tested) {
            test(address);
            tested = true;
        }
        return true;
    }

    /** Tries what a lock promises: nothing else can be bound to its address. */
    private void test(InetSocketAddress locked) throws IOException {
        try {
            calls.close(calls.bindLock(locked));
            giveUp("this kernel binds two sockets to one address");
        } catch (BindException asItShould) {
            return;
        }
    }

    /** Tells another lock from what refuses every lock: a socket on all addresses, or a system without 127.0.0.0/8. */
    private boolean giveUpUnlessLocked(BindException refused) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int number = ThreadLocalRandom.current().nextInt(PortRange.HIGHEST_PORT);
            try {
                calls.close(calls.bindLock(KernelLockAddress.neutral(number)));
                return false;
            } catch (BindException again) {
                continue;
            }
        }
        giveUp("UDP port " + PortPool.KERNEL_LOCKS + " of 127.0.0.0/8 cannot be bound (" + refused.getMessage() + ")");
        return true;
    }

    private void giveUp(String why) {
        if (works) {
            works = false;
            Warnings.say(
                    "The kernel does not lock ports here, because " + why + ". Lock file and ledger alone hold them.");
        }
    }
}
