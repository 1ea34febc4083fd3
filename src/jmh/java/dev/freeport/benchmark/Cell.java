package dev.freeport.benchmark;

/** One kind of measurement. */
enum Cell {
    /** One thread, compared with the system calls alone and with other port pickers. */
    PEERS {
        @Override
        Section measure(BenchmarkSetup setup) throws Exception {
            return PeersCell.measure(setup);
        }
    },
    /** Several JVMs at the same time. */
    JVMS {
        @Override
        Section measure(BenchmarkSetup setup) throws Exception {
            return JvmsCell.measure(setup);
        }
    },
    /** While other JVMs hold ports. */
    HELD {
        @Override
        Section measure(BenchmarkSetup setup) throws Exception {
            return HeldPortsCell.measure(setup);
        }
    },
    /** The first use in a fresh JVM. */
    FIRST {
        @Override
        Section measure(BenchmarkSetup setup) throws Exception {
            return FirstUseCell.measure(setup);
        }
    },
    /** Heap and threads. */
    FOOTPRINT {
        @Override
        Section measure(BenchmarkSetup setup) throws Exception {
            return FootprintCell.measure(setup);
        }
    },
    /** Explaining one port. */
    EXPLAIN {
        @Override
        Section measure(BenchmarkSetup setup) throws Exception {
            return OwnersCell.explain(setup);
        }
    },
    /** Listing all listeners. */
    LIST {
        @Override
        Section measure(BenchmarkSetup setup) throws Exception {
            return OwnersCell.list(setup);
        }
    };

    abstract Section measure(BenchmarkSetup setup) throws Exception;
}
