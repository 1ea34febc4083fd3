package dev.freeport.junit;

import org.jspecify.annotations.Nullable;

/** Releases one port after the other; then throws the first leak or other failure, with the others suppressed. */
final class CloseAll implements AutoCloseable {
    private @Nullable RuntimeException first;

    void release(Runnable release) {
        try {
            release.run();
        } catch (RuntimeException e) {
            if (first == null) {
                first = e;
            } else {
                first.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() {
        if (first != null) {
            throw first;
        }
    }
}
