package dev.freeport.junit;

import dev.freeport.PortLeakException;
import org.jspecify.annotations.Nullable;

/** Releases one port after the other, and throws the first leak at the end, the others suppressed. */
final class Releases implements AutoCloseable {
    private @Nullable PortLeakException leak;

    void release(Runnable release) {
        try {
            release.run();
        } catch (PortLeakException e) {
            if (leak == null) {
                leak = e;
            } else {
                leak.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() {
        if (leak != null) {
            throw leak;
        }
    }
}
