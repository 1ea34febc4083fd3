package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessIdentity;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What the ledger says of one port: free; reserved by a process, of which it keeps the pid (26 bits) and the start (36
 * bits); or cooling until a time of {@link System#nanoTime()}, which all processes of one boot share, in milliseconds. No
 * step of the wall clock changes it.
 */
record LedgerWord(long bits) {
    static final LedgerWord FREE = new LedgerWord(0);

    private static final long RESERVED = 1L << 62;
    private static final long COOLING = 2L << 62;
    private static final long KIND = 3L << 62;
    private static final int START_BITS = 36;
    private static final long START = (1L << START_BITS) - 1;
    private static final long PID = (1L << 26) - 1;

    static LedgerWord reservedBy(ProcessIdentity owner) {
        return new LedgerWord(RESERVED | (owner.pid() & PID) << START_BITS | owner.startTicks() & START);
    }

    static LedgerWord cooling(Duration coolDown) {
        return new LedgerWord(COOLING | now() + coolDown.toMillis() & ~KIND);
    }

    /** Reads a word, the lowest byte first. */
    static LedgerWord of(byte[] bytes) {
        long bits = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            bits = bits << Byte.SIZE | bytes[i] & 0xFF;
        }
        return new LedgerWord(bits);
    }

    void into(byte[] bytes) {
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (bits >>> i * Byte.SIZE);
        }
    }

    boolean isReserved() {
        return (bits & KIND) == RESERVED;
    }

    /** Returns the process that has reserved the port, if {@link #isReserved()}. */
    ProcessIdentity owner() {
        return new ProcessIdentity(bits >>> START_BITS & PID, bits & START);
    }

    /** Returns the milliseconds it still cools down; 0 for a time that no JVM of this boot can have written. */
    long coolingMillis() {
        if ((bits & KIND) != COOLING) {
            return 0;
        }
        long millis = (bits & ~KIND) - now();
        return millis < 0 || millis > Ledger.LONGEST_COOL_DOWN.toMillis() ? 0 : millis;
    }

    boolean isSameAs(LedgerWord other) {
        return bits == other.bits;
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) & ~KIND;
    }
}
