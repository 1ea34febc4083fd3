package dev.freeport.junit;

import org.jspecify.annotations.Nullable;

/** Releases one port after the other; then throws the first leak or other failure, with the others suppressed. */
final class CloseAll implements AutoCloseable {
    private @Nullable RuntimeException first;

    void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            if (first == null) {
                first = e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
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
