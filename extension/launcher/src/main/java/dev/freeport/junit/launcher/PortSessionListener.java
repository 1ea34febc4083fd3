package dev.freeport.junit.launcher;

import dev.freeport.internal.session.PortSession;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Gives back what tests hold when the last session of JUnit's launcher in this JVM ends. The launcher registers it by
 * itself.
 *
 * <p>The ports of {@code @FreePort} are given back by then, also those of the scope {@code RUN}, which the store of the
 * session closes after it has told its listeners. What is still reserved was reserved by hand, through
 * {@link dev.freeport.FreePorts}, and never closed: a warning names it. A launcher that was made without a session opens
 * one for each request, and nothing is given back at its end, because tests that use the same port may follow.
 *
 * @since 0.1.0
 */
public final class PortSessionListener implements LauncherSessionListener {
    private static final String LAUNCHER_WITHOUT_SESSION = "org.junit.platform.launcher.core.SessionPerRequestLauncher";

    private static int open;
    private static long start;

    private boolean endsWithStore;

    /** Is called by JUnit. */
    public PortSessionListener() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        synchronized (PortSessionListener.class) {
            if (open++ == 0) {
                start = System.nanoTime();
            }
        }
        endsWithStore = SessionEnd.awaitBy(session);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (!endsWithStore) {
            sessionEnds();
        }
    }

    static void sessionEnds() {
        synchronized (PortSessionListener.class) {
            if (--open == 0 && !isForOneRequest()) {
                PortSession.end(start);
            }
        }
    }

    private static boolean isForOneRequest() {
        for (StackTraceElement caller : new Throwable().getStackTrace()) {
            if (caller.getClassName().equals(LAUNCHER_WITHOUT_SESSION)) {
                return true;
            }
        }
        return false;
    }
}
