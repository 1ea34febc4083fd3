package dev.freeport.internal.timeline;

import dev.freeport.internal.process.ProcessIdentity;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of the event file of a JVM, created at a time in epoch milliseconds, with that of its build process. */
record EventFileName(String pids, ProcessIdentity build, ProcessIdentity jvm, long opened) {
    private static final Pattern NAME =
            Pattern.compile("build-([a-z0-9]+)-(\\d+)-(\\d+)-jvm-(\\d+)-(\\d+)-(\\d+)\\.jsonl");

    static Optional<EventFileName> parse(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        try {
            return name.matches()
                    ? Optional.of(new EventFileName(
                            name.group(1),
                            identity(name.group(2), name.group(3)),
                            identity(name.group(4), name.group(5)),
                            Long.parseLong(name.group(6))))
                    : Optional.empty();
        } catch (NumberFormatException foreignFile) {
            return Optional.empty();
        }
    }

    private static ProcessIdentity identity(String pid, String start) {
        return new ProcessIdentity(Long.parseLong(pid), Long.parseLong(start));
    }

    boolean isOfSameBuild(EventFileName other) {
        return pids.equals(other.pids) && build.equals(other.build);
    }

    /** Returns {@code build-pid4026531836-812-5512-jvm-1164-5540-1795258077000.jsonl}. */
    @Override
    public String toString() {
        return "build-" + pids + "-" + build.pid() + "-" + build.startTicks() + "-jvm-" + jvm.pid() + "-"
                + jvm.startTicks() + "-" + opened + ".jsonl";
    }
}
