package dev.freeport.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A control group with a path of the test's choice, below those of the system. Its processes leave it at the end. */
final class CgroupFolder implements AutoCloseable {
    private final Path root;
    private final Path folder;

    private CgroupFolder(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    static CgroupFolder make(String path) throws IOException {
        Path root = Stream.of("/sys/fs/cgroup/systemd", "/sys/fs/cgroup")
                .map(Path::of)
                .filter(hierarchy -> Files.isWritable(hierarchy.resolve("cgroup.procs")))
                .findFirst()
                .orElseThrow();
        return new CgroupFolder(root, Files.createDirectories(root.resolve(path)));
    }

    /** Returns the file that takes the ids of processes. */
    Path processes() {
        return folder.resolve("cgroup.procs");
    }

    void add(long pid) throws IOException {
        Files.writeString(processes(), Long.toString(pid));
    }

    @Override
    public void close() throws IOException {
        for (String pid : Files.readAllLines(processes())) {
            try {
                Files.writeString(root.resolve("cgroup.procs"), pid);
            } catch (IOException ended) {
                // as wanted
            }
        }
        Path left = folder;
        while (left != null && !left.equals(root) && left.toFile().delete()) {
            left = left.getParent();
        }
    }
}
