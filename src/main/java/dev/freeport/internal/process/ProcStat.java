package dev.freeport.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code /proc/<pid>/stat} says, see proc_pid_stat(5). */
record ProcStat(long pid, char state, long parent, long session, int terminal, long startTicks) {
    private static final int START_TIME_AFTER_COMMAND = 19;
    private static final int CONSOLES = 4;
    private static final int SERIAL = 64;
    private static final int PSEUDO = 136;

    static ProcStat read(Path proc, String pid) throws IOException {
        return parse(ProcFile.read(proc.resolve(pid).resolve("stat")));
    }

    /** Parses from the last parenthesis on: the command before it may itself contain blanks and parentheses. */
    static ProcStat parse(String text) throws IOException {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        try {
            String[] fields = text.substring(close + 1).trim().split(" ");
            return new ProcStat(
                    Long.parseLong(text.substring(0, open).trim()),
                    fields[0].charAt(0),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[3]),
                    Integer.parseInt(fields[4]),
                    Long.parseLong(fields[START_TIME_AFTER_COMMAND]));
        } catch (IndexOutOfBoundsException | NumberFormatException garbage) {
            throw new IOException("not the content of a stat file: " + text, garbage);
        }
    }

    /** Whether the process has ended and only waits for its parent to notice. */
    boolean ended() {
        return state == 'Z' || state == 'X';
    }

    /** Returns the name of its terminal below {@code /dev}, by the numbers of devices.txt of the kernel. */
    Optional<String> terminalName() {
        int major = terminal >> 8 & 0xFFF;
        int minor = terminal & 0xFF | terminal >>> 12 & 0xFFF00;
        if (terminal == 0) {
            return Optional.empty();
        }
        if (major == CONSOLES) {
            return Optional.of(minor < SERIAL ? "tty" + minor : "ttyS" + (minor - SERIAL));
        }
        return Optional.of(major == PSEUDO ? "pts/" + minor : "terminal " + major + ":" + minor);
    }

    /** Whether its session has a terminal, and loses it when the process ends. */
    boolean leadsTerminal() {
        return session == pid && terminal != 0;
    }
}
