package dev.freeport.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** JVMs that listen on thousands of contiguous ports. */
final class ManyListeners implements AutoCloseable {
    /** Few enough for a limit of 16,384 descriptors. */
    private static final int PORTS_PER_JVM = 10_000;

    private final List<ChildJvm> jvms = new ArrayList<>();

    ManyListeners(int count) throws IOException {
        for (int from = 0; from < count; from += PORTS_PER_JVM) {
            jvms.add(ChildJvm.start(
                    List.of("-XX:+UseSerialGC", "-Xmx128m"),
                    ListeningJvm.class,
                    BenchmarkSetup.LOWEST_PORT + from,
                    Math.min(PORTS_PER_JVM, count - from)));
        }
    }

    void await() throws IOException {
        for (ChildJvm jvm : jvms) {
            jvm.read();
        }
    }

    @Override
    public void close() throws IOException {
        for (ChildJvm jvm : jvms) {
            jvm.close();
        }
    }
}
