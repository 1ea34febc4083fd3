package dev.freeport.internal.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc/<pid>} says of a process; what cannot be read is empty. One for one look at the process and those above
 * it, of which each file is read once. Not safe for use by several threads.
 */
public final class ProcProcess {
    private static final int MOST_ANCESTORS = 64;

    /** A process may have a million descriptors. The kernel lists the lowest first, which are mostly the oldest. */
    private static final int MOST_LINKS = 1024;

    private final Path proc;
    private final long pid;
    private final Map<Long, ProcProcess> known;
    private final Map<String, String> texts = new HashMap<>();
    private @Nullable Optional<ProcStat> stat;

    public ProcProcess(Path proc, long pid) {
        this(proc, pid, new HashMap<>());
    }

    private ProcProcess(Path proc, long pid, Map<Long, ProcProcess> known) {
        this.proc = proc;
        this.pid = pid;
        this.known = known;
        known.put(pid, this);
    }

    /** Returns another process of the same look. */
    ProcProcess other(long otherPid) {
        ProcProcess other = known.get(otherPid);
        return other == null ? new ProcProcess(proc, otherPid, known) : other;
    }

    long pid() {
        return pid;
    }

    /** Returns the command line; none for threads of the kernel. */
    public List<String> words() {
        String line = text("cmdline");
        return line.isEmpty() ? List.of() : List.of(line.split("\0"));
    }

    /** Returns the name of the program, at most 15 bytes long. */
    public String name() {
        String name = CommandLine.name(text("comm"));
        return name.isEmpty() ? "?" : name;
    }

    Optional<String> directory() {
        try {
            return Optional.of(
                    CommandLine.name(Files.readSymbolicLink(path("cwd")).toString()));
        } catch (IOException | InvalidPathException unknown) {
            return Optional.empty();
        }
    }

    String cgroup() {
        return text("cgroup");
    }

    /** Returns the processes above, the parent first, as far as they can be read. */
    List<ProcProcess> ancestors() {
        List<ProcProcess> ancestors = new ArrayList<>();
        long parent = parent();
        while (parent > 0 && ancestors.size() < MOST_ANCESTORS) {
            ProcProcess ancestor = other(parent);
            ancestors.add(ancestor);
            parent = ancestor.parent();
        }
        return ancestors;
    }

    /** Whether the last that {@link #ancestors()} returns is the first process of all, as far as can be seen. */
    boolean isFirst() {
        return parent() == 0;
    }

    private long parent() {
        return stat().map(ProcStat::parent).orElse(-1L);
    }

    Optional<ProcStat> stat() {
        if (stat == null) {
            try {
                stat = Optional.of(ProcStat.read(proc, Long.toString(pid)));
            } catch (IOException unknown) {
                stat = Optional.empty();
            }
        }
        return stat;
    }

    /** Whether its user has an id in the user namespace of this JVM. */
    boolean isOfUser() {
        ProcessView view = ProcessView.current();
        try {
            return view.overflowUid() < 0
                    || view.isUser(((Integer) Files.getAttribute(path(""), "unix:uid")).longValue());
        } catch (IOException | UnsupportedOperationException unknown) {
            return true;
        }
    }

    /** Whether it has the other end of a terminal open, as terminal programs, SSH sessions and tmux have; see pts(4). */
    boolean servesTerminal() {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(path("fd"))) {
            int seen = 0;
            for (Path link : links) {
                if (++seen > MOST_LINKS) {
                    return false;
                }
                if (isTerminalMaster(link)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException unknown) {
            return false;
        }
        return false;
    }

    private static boolean isTerminalMaster(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.equals("/dev/ptmx") || target.equals("/dev/pts/ptmx");
        } catch (IOException | InvalidPathException closed) {
            return false;
        }
    }

    private String text(String file) {
        String text = texts.get(file);
        if (text == null) {
            try {
                text = ProcFile.read(path(file));
            } catch (IOException unknown) {
                text = "";
            }
            texts.put(file, text);
        }
        return text;
    }

    private Path path(String file) {
        return proc.resolve(Long.toString(pid)).resolve(file);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcProcess process && process.pid == pid && process.proc.equals(proc);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pid);
    }
}
