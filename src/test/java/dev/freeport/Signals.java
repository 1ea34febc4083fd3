package dev.freeport;

import java.io.IOException;

/** Signals of Unix. A shell can send them everywhere; the program kill is not on every machine. */
public final class Signals {
    private Signals() {}

    /** Sends a signal, such as {@code INT}, and tells whether there is such a process. */
    public static boolean send(String name, long pid) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                        .start()
                        .waitFor()
                == 0;
    }
}
