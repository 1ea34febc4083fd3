package dev.freeport;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Catches the warnings that are given while it is open. */
public final class WarningsCapture implements AutoCloseable {
    private final Logger logger = Logger.getLogger("dev.freeport");
    private final Catching handler = new Catching();

    /** Starts. */
    public WarningsCapture() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    public List<String> texts() {
        return List.copyOf(handler.texts);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    private static final class Catching extends Handler {
        private final List<String> texts = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord warning) {
            texts.add(warning.getMessage());
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
