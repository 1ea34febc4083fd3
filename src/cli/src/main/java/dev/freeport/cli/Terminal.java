package dev.freeport.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The terminal, if there is one. */
final class Terminal {
    private static final int GROUP = 2;
    private static final int FOREGROUND_GROUP = 5;

    private Terminal() {}

    /** Returns whether Ctrl-C sends SIGINT to this process, and so to the processes that it has started. */
    static boolean isInForeground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            // proc_pid_stat(5), after the name, which may hold anything: state, ppid, pgrp, session, tty_nr, tpgid
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[GROUP].equals(fields[FOREGROUND_GROUP]);
        } catch (IOException notLinux) {
            return System.console() != null;
        }
    }
}
