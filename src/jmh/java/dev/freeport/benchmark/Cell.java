package dev.freeport.benchmark;

import java.util.Locale;

/** One kind of measurement. */
enum Cell {
    /** One thread, beside the kernel calls alone and beside others. */
    PEERS {
        @Override
        Section measure(Bench bench) throws Exception {
            return PeersCell.measure(bench);
        }
    },
    /** Several JVMs at once. */
    JVMS {
        @Override
        Section measure(Bench bench) throws Exception {
            return JvmsCell.measure(bench);
        }
    },
    /** Beside ports that others hold. */
    HELD {
        @Override
        Section measure(Bench bench) throws Exception {
            return HeldCell.measure(bench);
        }
    },
    /** The first use in a fresh JVM. */
    FIRST {
        @Override
        Section measure(Bench bench) throws Exception {
            return FirstUseCell.measure(bench);
        }
    },
    /** Heap and threads. */
    FOOTPRINT {
        @Override
        Section measure(Bench bench) throws Exception {
            return FootprintCell.measure(bench);
        }
    },
    /** One port explained. */
    EXPLAIN {
        @Override
        Section measure(Bench bench) throws Exception {
            return OwnersCell.explain(bench);
        }
    },
    /** All listeners. */
    LIST {
        @Override
        Section measure(Bench bench) throws Exception {
            return OwnersCell.list(bench);
        }
    };

    abstract Section measure(Bench bench) throws Exception;

    static Cell named(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT));
    }
}
