package dev.freeport.condition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A control group whose processes together get only a part of one CPU. */
public final class CpuQuota implements AutoCloseable {
    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");
    private static final int PERIOD = 100_000;
    private static final int SECONDS_TO_END = 20;

    private final Path group;

    private CpuQuota(Path group) {
        this.group = group;
    }

    static boolean isAvailable() {
        try (CpuQuota quota = CpuQuota.of(50)) {
            return Files.isDirectory(quota.group);
        } catch (IOException | UncheckedIOException denied) {
            return false;
        }
    }

    /** Makes a group that gets so many hundredths of a CPU. */
    public static CpuQuota of(int percent) throws IOException {
        boolean isFirst = Files.isDirectory(VERSION_1);
        Path group = Files.createTempDirectory(isFirst ? VERSION_1 : VERSION_2, "freeport-test-");
        CpuQuota quota = new CpuQuota(group);
        try {
            int quotaOfPeriod = PERIOD / 100 * percent;
            if (isFirst) {
                Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD));
                Files.writeString(group.resolve("cpu.cfs_quota_us"), Integer.toString(quotaOfPeriod));
            } else {
                Files.writeString(group.resolve("cpu.max"), quotaOfPeriod + " " + PERIOD);
            }
            return quota;
        } catch (IOException noQuota) {
            quota.close();
            throw noQuota;
        }
    }

    /** Puts a process into the group, with all its threads. */
    public void add(long pid) throws IOException {
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
    }

    /** Deletes the group, whose processes must have ended; the kernel may need a moment to notice that. */
    @Override
    public void close() {
        long start = System.nanoTime();
        while (group.toFile().exists() && !group.toFile().delete()) {
            if (System.nanoTime() - start > SECONDS_TO_END * 1_000_000_000L) {
                throw new UncheckedIOException(new IOException(group + " cannot be deleted"));
            }
            Thread.onSpinWait();
        }
    }
}
