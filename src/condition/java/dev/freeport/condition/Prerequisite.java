package dev.freeport.condition;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What some tests need and not every machine has. Each is tried out, once a JVM. */
public enum Prerequisite {
    CC("Debian: apt-get install gcc libc6-dev", "cc", "--version"),
    CHROMIUM("Debian: apt-get install chromium", "chromium", "--version"),
    LSOF("Debian: apt-get install lsof", "lsof", "-v"),
    MKFIFO("Debian: apt-get install coreutils", "sh", "-c", "command -v mkfifo"),
    TMUX("Debian: apt-get install tmux", "tmux", "-V"),
    REDIS("Debian: apt-get install redis-server", "redis-server", "--version"),
    SETSID("Debian: apt-get install util-linux", "setsid", "--version"),
    SS("Debian: apt-get install iproute2", "ss", "-V"),

    /** Is looked for on the path as all programs, but run from where Debian has it: others are scripts of pyenv. */
    PYTHON("Debian: apt-get install python3", "/usr/bin/python3", "-c", "") {
        @Override
        boolean tryOut() {
            return isOnPath("python3") && super.tryOut();
        }
    },

    /** PostgreSQL refuses to be root, and so becomes its own user. */
    POSTGRESQL(
            "Debian: apt-get install postgresql",
            "setpriv",
            "--reuid=postgres",
            "--regid=postgres",
            "--clear-groups",
            "true") {
        @Override
        boolean tryOut() {
            boolean isInstalled = isOnPath("postgres") || Files.isDirectory(Path.of("/usr/lib/postgresql"));
            return isInstalled && (!isRoot() || isOnPath("chown") && super.tryOut());
        }
    },

    /** Control groups of version 1 or 2 in which this process may make one with a CPU quota. */
    CPU_QUOTAS("as root, where control groups may be made", "sh", "-c", "true") {
        @Override
        boolean tryOut() {
            return isRoot() && CpuQuota.isAvailable();
        }
    },

    NETWORK_NAMESPACES("as root, with util-linux and iproute2", "unshare", "-n", "ip", "link", "set", "lo", "up"),
    MOUNT_NAMESPACES("as root, with util-linux", "unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/tmp"),
    USER_NAMESPACES(
            "as root, with util-linux, where the kernel permits it", "unshare", "--user", "--map-root-user", "true"),
    PID_NAMESPACES("as root, with util-linux", "unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "true"),

    /** A hierarchy of cgroups in which a folder can be made. */
    CGROUPS(
            "as root, where a cgroup file system can be written",
            "sh",
            "-c",
            "for d in /sys/fs/cgroup/systemd /sys/fs/cgroup; do mkdir -p $d/freeport-trial.slice && rmdir"
                    + " $d/freeport-trial.slice && exit 0; done; exit 1"),

    /** Root that becomes another user, without any privileges. */
    ANOTHER_USER("as root, with util-linux", asNobody("sh", "-c", "exit")),

    /** A user other than root that may read the JDK. */
    JVM_OF_ANOTHER_USER(
            "as root, with util-linux and a JDK that all may read",
            asNobody(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version"));

    private final String source;
    private final List<String> trial;
    private Optional<Boolean> available = Optional.empty();

    Prerequisite(String source, String... trial) {
        this.source = source;
        this.trial = List.of(trial);
    }

    /** Tells whether it is there. */
    public synchronized boolean isAvailable() {
        if (available.isEmpty()) {
            available = Optional.of(tryOut());
        }
        return available.get();
    }

    /** Skips the rest of a test whose need is known only while it runs. */
    public void assume() {
        if (!isAvailable()) {
            SkippedTests.add(this, 1);
            Assumptions.abort("needs " + this);
        }
    }

    boolean tryOut() {
        return works(trial);
    }

    /** Returns how to get it. */
    String source() {
        return source;
    }

    /** Returns its name as a text. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String[] asNobody(String... command) {
        List<String> all = new ArrayList<>(
                List.of("setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--"));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Tells whether a command can be run and ends well. */
    static boolean works(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            try {
                return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
