package dev.freeport.internal.text;

import java.lang.System.Logger.Level;

/** Warnings, through the platform's logger {@code dev.freeport}, which is not loaded before the first warning. */
public final class Warnings {
    private Warnings() {}

    /** Logs what is not available, and what is done instead. Never throws: a log that fails must fail no test. */
    public static void say(String text) {
        try {
            System.getLogger("dev.freeport").log(Level.WARNING, text);
        } catch (RuntimeException | Error noLog) {
            return;
        }
    }
}
