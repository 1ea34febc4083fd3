package dev.freeport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python program that makes sockets as Java cannot. It prints a line when it is ready, and ends with its input. */
public final class Python implements AutoCloseable {
    private static final String BEFORE = "import os, socket, sys, subprocess\nfrom socket import *\n";
    private static final String AFTER = "\nsys.stdout.flush()\nsys.stdin.read()\n";

    private final Process process;
    private final String firstLine;

    private Python(List<String> command) {
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            firstLine = line == null ? "<ended>" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program, which must print a line. */
    public static Python run(String program, Object... arguments) {
        return runBy(List.of(), program, arguments);
    }

    /** Runs a program by a command that ends by starting what follows it. */
    public static Python runBy(List<String> by, String program, Object... arguments) {
        String python = "/usr/bin/python3";
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(python, "-c", BEFORE + program + AFTER));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new Python(command);
    }

    public long pid() {
        return process.pid();
    }

    public String firstLine() {
        return firstLine;
    }

    /** Returns what the program printed first, as a number. */
    public int port() {
        return Integer.parseInt(firstLine);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
