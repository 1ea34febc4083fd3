package dev.freeport.junit.launcher;

import dev.freeport.internal.session.PortSession;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Releases what tests left reserved when the last session of JUnit's launcher in this JVM ends. Public because the launcher
 * finds it by {@code ServiceLoader}.
 *
 * <p>The ports of {@code @FreePort} are released by then, and those of the scope {@code RUN} are released first. A port that
 * is still reserved was reserved through {@link dev.freeport.FreePorts} and never closed; a warning names it. A launcher
 * without a session opens one for each request, and nothing is released at its end, because tests that use the same port may
 * follow.
 */
public final class PortSessionListener implements LauncherSessionListener {
    private static final String LAUNCHER_WITHOUT_SESSION = "org.junit.platform.launcher.core.SessionPerRequestLauncher";

    private static int open;
    private static long start;

    private boolean endsWithStore;

    /** Called by JUnit. */
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
