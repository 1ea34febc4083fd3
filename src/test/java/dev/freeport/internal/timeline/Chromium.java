package dev.freeport.internal.timeline;

import dev.freeport.condition.Prerequisite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A browser without a screen, in a network namespace of its own where there are such. */
final class Chromium implements Browser {
    private static final String PROGRAM = "chromium";

    private final Path scratch;
    private final boolean dark;
    private int runs;

    Chromium(Path scratch, boolean dark) {
        this.scratch = scratch;
        this.dark = dark;
    }

    @Override
    public String dom(Path page, String hash) throws IOException {
        Path out = scratch.resolve("dom-" + runs + ".html");
        run(out, "--dump-dom", page.toUri() + hash);
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    /** Opens a page and takes a picture of it. */
    Path screenshot(Path page) throws IOException {
        Path picture = scratch.resolve("picture-" + runs + ".png");
        run(scratch.resolve("out"), "--screenshot=" + picture, page.toUri().toString());
        return picture;
    }

    @Override
    public List<String> console() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            Files.readAllLines(scratch.resolve("log-" + i), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.contains(":CONSOLE:"))
                    // the browser's own pages speak too
                    .filter(line -> !line.contains("source: chrome"))
                    .forEach(lines::add);
        }
        return lines;
    }

    private void run(Path out, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (Prerequisite.NETWORK_NAMESPACES.isAvailable()) {
            command.addAll(List.of("unshare", "-n"));
        }
        command.addAll(List.of(
                PROGRAM,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--hide-scrollbars",
                "--window-size=1280,1400",
                "--virtual-time-budget=5000",
                "--enable-logging=stderr",
                "--user-data-dir=" + scratch.resolve("profile")));
        if (dark) {
            command.add("--blink-settings=preferredColorScheme=0");
        }
        command.addAll(List.of(arguments));
        Process browser = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(scratch.resolve("log-" + runs).toFile())
                .start();
        runs++;
        try {
            if (!browser.waitFor(60, TimeUnit.SECONDS)) {
                throw new IOException(command + " did not end within 60 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
        }
    }
}
