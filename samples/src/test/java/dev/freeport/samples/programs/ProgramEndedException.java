package dev.freeport.samples.programs;

import java.io.IOException;

/** All that is known of the end of a program. */
public final class ProgramEndedException extends IOException {
    private static final long serialVersionUID = 1L;

    ProgramEndedException(int exitCode, String log) {
        super("The program ended with exit code " + exitCode + " and this log:" + System.lineSeparator() + log);
    }
}
