package dev.freeport.internal.registry.model;

/**
 * All that processes, files and sockets are at one moment, in two words. Processes are numbered from 1; a file that is
 * made anew gets the next number, its generation, from 0.
 */
record State(long processes, long shared) {
    static final int NOBODY = 0;

    /** Instead of the generation of a file: its path does not exist. */
    static final int MISSING = 3;

    /** What a ledger word may hold beside the number of its owner. */
    static final int FREE = 0;

    static final int COOLING = 4;

    static final int GENERATIONS = 3;
    static final int PROCESSES = 3;

    private static final int BITS_OF_PROCESS = 17;

    /** What a process knows and has open; its locks and its socket are the kernel's. */
    enum Own {
        AT(0, 5),
        LOCK_FILE(5, 2),
        LEDGER(7, 2),
        BELIEVES_LOCK(9, 2),
        ENTERED(11, 1),
        READ(12, 3),
        USES(15, 1),
        REPLACED(16, 1);

        final int shift;
        final int mask;

        Own(int shift, int bits) {
            this.shift = shift;
            this.mask = (1 << bits) - 1;
        }
    }

    /** What all processes meet at; the second group has a value for each generation, the last one for each harm. */
    enum Shared {
        LOCK_PATH(0, 2),
        LEDGER_PATH(2, 2),
        /** A bit for each process with a socket bound to the port. */
        SOCKETS(4, 3),

        BYTE_OWNER(7, 2),
        WORD(13, 3),
        WORD_LOCK(22, 2),
        CUT(28, 1),

        /** A bit for each process that has locked the port in the kernel. */
        KERNEL_LOCKS(31, 3),

        HARMS_LEFT(34, 2);

        final int shift;
        final int bits;

        Shared(int shift, int bits) {
            this.shift = shift;
            this.bits = bits;
        }
    }

    /** Spreads neighbouring states, of which there are many. */
    @Override
    public int hashCode() {
        long mixed = processes * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32 ^ shared) * 0xC2B2AE3D27D4EB4FL;
        return (int) (mixed ^ mixed >>> 32);
    }

    int get(int process, Own what) {
        return (int) (processes >>> shift(process, what)) & what.mask;
    }

    State with(int process, Own what, int value) {
        int shift = shift(process, what);
        return new State(processes & ~((long) what.mask << shift) | (long) value << shift, shared);
    }

    private static int shift(int process, Own what) {
        return (process - 1) * BITS_OF_PROCESS + what.shift;
    }

    int get(Shared what) {
        return get(what, 0);
    }

    boolean has(Shared sockets, int process) {
        return (get(sockets) & 1 << process - 1) != 0;
    }

    State open(Shared sockets, int process) {
        return with(sockets, get(sockets) | 1 << process - 1);
    }

    State close(Shared sockets, int process) {
        return with(sockets, get(sockets) & ~(1 << process - 1));
    }

    int get(Shared what, int index) {
        return (int) (shared >>> what.shift + index * what.bits) & (1 << what.bits) - 1;
    }

    State with(Shared what, int value) {
        return with(what, 0, value);
    }

    State with(Shared what, int index, int value) {
        int shift = what.shift + index * what.bits;
        return new State(processes, shared & ~((1L << what.bits) - 1 << shift) | (long) value << shift);
    }

    At at(int process) {
        return At.values(get(process, Own.AT));
    }

    State at(int process, At at) {
        return with(process, Own.AT, at.ordinal());
    }

    boolean uses(int process) {
        return get(process, Own.USES) == 1;
    }

    boolean isAlive(int process) {
        return at(process) != At.DEAD;
    }

    boolean hasFilesOpen(int process) {
        At at = at(process);
        return at != At.NOT_STARTED && at != At.DEAD;
    }

    /** What the kernel does when a process closes a descriptor of a file: all its locks in there are gone. */
    State withoutLocks(Shared locks, int process, int generation) {
        return get(locks, generation) == process ? with(locks, generation, NOBODY) : this;
    }

    /** What the kernel does at the end of a process. Its ledger words stay. */
    State killed(int process) {
        State killed = close(Shared.SOCKETS, process).close(Shared.KERNEL_LOCKS, process);
        for (int generation = 0; generation < GENERATIONS; generation++) {
            killed = killed.withoutLocks(Shared.BYTE_OWNER, process, generation)
                    .withoutLocks(Shared.WORD_LOCK, process, generation);
        }
        for (Own own : Own.values()) {
            killed = killed.with(process, own, 0);
        }
        return killed.at(process, At.DEAD);
    }

    /** Tells whether a file that a process has open is the one that others find by its path, and whole. */
    boolean hasCurrentLockFile(int process) {
        return get(process, Own.LOCK_FILE) == get(Shared.LOCK_PATH);
    }

    boolean hasCurrentLedger(int process) {
        int ledger = get(process, Own.LEDGER);
        return ledger == get(Shared.LEDGER_PATH) && get(Shared.CUT, ledger) == 0;
    }
}
