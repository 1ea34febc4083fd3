package dev.freeport.internal.text;

import java.lang.System.Logger.Level;

/** Warnings, through the platform's logger {@code dev.freeport}. Nothing of it is loaded before there is one to give. */
public final class Warnings {
    private Warnings() {}

    /**
     * Gives a warning.
     *
     * @param text what is not available, and what is done instead
     */
    public static void say(String text) {
        System.getLogger("dev.freeport").log(Level.WARNING, text);
    }
}
