package dev.freeport.internal.process;

import java.io.IOException;
import java.nio.file.Path;

/** What {@code /proc/<pid>/stat} says, see proc_pid_stat(5). */
record ProcStat(long pid, char state, long parent, long startTicks) {
    private static final int START_TIME_AFTER_COMMAND = 19;

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
                    Long.parseLong(fields[START_TIME_AFTER_COMMAND]));
        } catch (IndexOutOfBoundsException | NumberFormatException garbage) {
            throw new IOException("not the content of a stat file: " + text, garbage);
        }
    }

    /** Whether the process has ended and only waits for its parent to notice. */
    boolean ended() {
        return state == 'Z' || state == 'X';
    }
}
