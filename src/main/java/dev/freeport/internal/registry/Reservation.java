package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.stack.Protocol;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A port that is held by this JVM. Safe for use by several threads. */
public final class Reservation {
    /** What stands between the code that reserves a port and the reservation. */
    private static final List<String> OURS = List.of("dev.freeport.internal.registry.", "dev.freeport.FreePorts");

    private final PortRegistry registry;
    private final int port;
    private final ReservationOptions options;
    private final Instant since = Instant.now();
    private final long sinceNanos = System.nanoTime();
    private volatile @Nullable Throwable origin;
    private final PortFileLock[] fileLocks;
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean granted;
    private volatile boolean occupied;
    private volatile boolean lastsForJvm;
    private final DatagramChannel[] kernelLocks;
    private volatile int lockedInKernel;
    private volatile @Nullable SocketChannel guard;
    private volatile String explained = "";

    Reservation(PortRegistry registry, int port, ReservationOptions options) {
        this.registry = registry;
        this.port = port;
        this.options = options;
        this.fileLocks = new PortFileLock[options.protocols().size()];
        this.kernelLocks = new DatagramChannel[fileLocks.length];
        int i = 0;
        for (Protocol protocol : options.protocols()) {
            fileLocks[i++] = new PortFileLock(protocol, port);
        }
    }

    /** Returns a port that another process has reserved and lets this JVM use; its release does nothing. */
    static Reservation ofOtherJvm(PortRegistry registry, int port, ReservationOptions options) {
        Reservation reservation = new Reservation(registry, port, options);
        reservation.released.set(true);
        return reservation;
    }

    public int port() {
        return port;
    }

    public ReservationOptions options() {
        return options;
    }

    /** Returns the purpose; where there is none, the place in the code, to be said in this JVM. */
    public String purpose() {
        Throwable here = origin;
        return here == null
                ? options.purpose()
                : Arrays.stream(here.getStackTrace())
                        .filter(frame -> OURS.stream().noneMatch(frame.getClassName()::startsWith))
                        .findFirst()
                        .map(caller -> options.purpose() + ", by " + caller)
                        .orElse(options.purpose());
    }

    public Instant since() {
        return since;
    }

    /** Returns the same in {@link System#nanoTime()}: the order of reservations, whatever the clock does. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** Keeps the port until this JVM ends, beyond the end of a session of tests. */
    public void keepForJvm() {
        lastsForJvm = true;
    }

    boolean lastsForJvm() {
        return lastsForJvm;
    }

    /** Tells whether a server of any process, or another socket that keeps servers out, is bound to the port now. */
    public boolean isServed() {
        return registry.isServed(this);
    }

    /** Releases the port; it may be reserved again after the cool-down of its options. Further calls do nothing. */
    public void release() {
        release(options.coolDown());
    }

    /** Releases the port. Further calls do nothing. */
    public void release(Duration coolDown) {
        if (released.compareAndSet(false, true)) {
            registry.release(this, coolDown);
        }
    }

    public boolean isReleased() {
        return released.get();
    }

    void abandon() {
        release(Duration.ZERO);
    }

    /** Notes in the journal that a server could not be bound to the port: why in one sentence, and the whole for observers. */
    public void noteBindFailure(String why, String explanation) {
        explained = why;
        registry.write(this, JournalEntry.Event.BIND_FAILED, why, explanation);
    }

    /** Returns in one sentence why a server could not be bound to the port, as it was noted last; empty if it was not. */
    public String explained() {
        return explained;
    }

    /** Notes in the journal that a process still listened on the port at its release: which, and the whole for observers. */
    public void noteLeak(String who, String explanation) {
        LeakedPorts.add(port, purpose());
        registry.write(this, JournalEntry.Event.LEAKED, who, explanation);
    }

    PortHolder holder() {
        return new PortHolder(
                ProcessIdentity.current().pid(), options.purpose(), since, Optional.of(guard != null), use());
    }

    private PortUse use() {
        if (options.holding() == ReservationOptions.Holding.CLOSED) {
            return PortUse.CLOSED;
        }
        return occupied ? PortUse.OCCUPIED : PortUse.SERVERS;
    }

    /** Notes that the port is occupied, so that servers find it taken; in the journal of this JVM, for others. */
    void noteOccupied() {
        occupied = true;
        registry.writeAgain(this);
    }

    JournalEntry entry(JournalEntry.Event event, String detail) {
        Instant at = event == JournalEntry.Event.RESERVED ? since : Instant.now();
        String told = event == JournalEntry.Event.RESERVED ? use().word() : detail;
        return new JournalEntry(at, event, options.protocols(), port, options.purpose(), told);
    }

    PortFileLock[] fileLocks() {
        return fileLocks;
    }

    void grant() {
        if (options.purpose().equals(ReservationOptions.NO_PURPOSE)) {
            // its frames are read when the purpose is asked for, which is what takes the longest
            origin = new Throwable();
        }
        granted = true;
    }

    /** Takes back what {@link #grant} gave: no thread that renews the files locks the port again. */
    void revoke() {
        granted = false;
    }

    boolean isGranted() {
        return granted;
    }

    void lockWith(DatagramChannel lock) {
        kernelLocks[lockedInKernel] = lock;
        lockedInKernel++;
    }

    /** Tells whether the kernel locks the port for each protocol. */
    boolean isLockedInKernel() {
        return lockedInKernel == kernelLocks.length;
    }

    /** Takes a kernel lock out of the reservation, to be closed; null if there is none left. */
    @Nullable
    DatagramChannel takeKernelLock() {
        if (lockedInKernel == 0) {
            return null;
        }
        lockedInKernel--;
        return kernelLocks[lockedInKernel];
    }

    void guardWith(SocketChannel socket) {
        guard = socket;
    }

    public boolean isGuarded() {
        return guard != null;
    }

    @Nullable
    SocketChannel takeGuard() {
        SocketChannel socket = guard;
        guard = null;
        return socket;
    }
}
