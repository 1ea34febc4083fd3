package dev.freeport.internal.registry;

import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directory in which the JVMs of one user meet, and the names of the files there. */
final class RegistryDirectory {
    static final String LOCKS = "locks-";
    static final String LEDGERS = "ledger-";
    static final String JOURNALS = "journal-";

    private static final Set<String> REMOTE_TYPES =
            Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre");
    private static final int WRITABLE_BY_OTHERS = 0022;

    private final Path path;
    private final NamespaceIds scope;

    private RegistryDirectory(Path path) {
        this.path = path;
        this.scope = NamespaceIds.current();
    }

    /** Returns where the JVMs of this user meet by default; {@code java.io.tmpdir} differs between builds. */
    static Path byDefault() {
        if (OperatingSystem.WINDOWS.isCurrent()) {
            String local = System.getenv("LOCALAPPDATA");
            return local == null
                    ? Path.of(System.getProperty("user.home"), "AppData", "Local", "freeport")
                    : Path.of(local, "freeport");
        }
        return Path.of("/tmp/.freeport-" + ownUid(FileCalls.SYSTEM));
    }

    /** Returns a directory without looking whether it exists. */
    static RegistryDirectory at(Path path) {
        return new RegistryDirectory(path.toAbsolutePath().normalize());
    }

    /** Creates the directory if it is not there, and checks that it can be used. Messages call it by the label. */
    static RegistryDirectory prepare(Path path, String label, FileCalls calls) throws UnusableDirectoryException {
        RegistryDirectory directory = at(path);
        String what = label + " (" + directory.path + ") ";
        try {
            BasicFileAttributes facts = calls.stat(directory.path);
            if (facts == null) {
                calls.createDirectory(directory.path);
                facts = calls.stat(directory.path);
            }
            checkOwnership(directory.path, facts, what, calls);
            if (!calls.isWritable(directory.path)) {
                throw new UnusableDirectoryException(
                        what + "is not writable for this process. It must be a directory that this user may write.",
                        calls.stat(directory.path) == null);
            }
            if (calls.stat(directory.lockFile()) == null) {
                // the JVM that created the lock file has checked this, and it takes a fresh JVM long
                directory.checkFileSystem(what, calls);
                directory.checkContents(what, calls);
            }
            return directory;
        } catch (FileSystemException e) {
            throw new UnusableDirectoryException(
                    what + "cannot be created or read: " + reason(e)
                            + ". It must be a directory that this user may write.",
                    e instanceof NoSuchFileException);
        } catch (IOException e) {
            throw new UnusableDirectoryException(what + "cannot be used: " + e.getMessage());
        }
    }

    private static void checkOwnership(Path path, @Nullable BasicFileAttributes facts, String what, FileCalls calls)
            throws IOException, UnusableDirectoryException {
        if (facts == null) {
            throw new UnusableDirectoryException(what + "is deleted as soon as it is created.", true);
        }
        if (facts.isSymbolicLink()) {
            throw new UnusableDirectoryException(
                    what + "is a symbolic link to " + path.toRealPath() + ". It must be the directory itself.");
        }
        if (!facts.isDirectory()) {
            throw new UnusableDirectoryException(
                    what + "is not a directory. Name a directory, or a path that does not exist yet.");
        }
        if (!FileCalls.isPosix(path)) {
            return;
        }
        int owner = calls.unixAttribute(path, "uid");
        if (owner != ownUid(calls)) {
            throw new UnusableDirectoryException(what + "belongs to uid " + owner + ", but this process runs as uid "
                    + ownUid(calls) + ". It must belong to the user who runs the tests.");
        }
        int mode = calls.unixAttribute(path, "mode") & 0777;
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            throw new UnusableDirectoryException(what + "is writable by other users (mode "
                    + Integer.toOctalString(mode) + "). Name a directory that no other user may write.");
        }
    }

    private void checkFileSystem(String what, FileCalls calls) throws UnusableDirectoryException {
        String type = calls.fileSystemType(path).toLowerCase(Locale.ROOT);
        if (REMOTE_TYPES.contains(type) || type.startsWith("fuse")) {
            throw new UnusableDirectoryException(what + "is on a file system of type " + type
                    + ", where locks do not work reliably. It must be on a local disk, such as below /tmp.");
        }
    }

    /** Refuses a directory that has files but none of Freeport's, such as {@code /etc}; hidden ones do not count. */
    private void checkContents(String what, FileCalls calls) throws UnusableDirectoryException {
        if (path.equals(byDefault())) {
            return;
        }
        List<String> foreign = new ArrayList<>();
        try {
            for (Path file : calls.list(path, "*")) {
                String name = file.getFileName().toString();
                if (isOurs(name)) {
                    return;
                }
                if (!name.startsWith(".")) {
                    foreign.add(name);
                }
            }
        } catch (IOException unreadable) {
            return;
        }
        if (!foreign.isEmpty()) {
            throw new UnusableDirectoryException(what + "holds files that are not Freeport's, such as '"
                    + Collections.min(foreign)
                    + "'. Name a directory for Freeport alone: one that is empty, or does not"
                    + " exist yet.");
        }
    }

    private static boolean isOurs(String name) {
        return name.startsWith(LOCKS)
                || name.startsWith(LEDGERS)
                || name.startsWith(JOURNALS)
                || name.equals(FilePruner.MARKER);
    }

    /** Returns the file whose bytes are locked: one a port and protocol. */
    Path lockFile() {
        return path.resolve(LOCKS + scope.network());
    }

    Path ledger() {
        return path.resolve(LEDGERS + scope.network() + "-" + scope.pids());
    }

    /** Returns how the names of ledgers begin whose JVMs share port numbers with this one. */
    String ledgersOfThisNetwork() {
        return LEDGERS + scope.network() + "-";
    }

    Path journal(ProcessIdentity jvm) {
        return path.resolve(journalsOfThesePids() + jvm.pid() + "-" + jvm.startTicks() + ".tsv");
    }

    /** Returns how the names of journals begin whose JVMs share port numbers with this one. */
    String journalsOfThisNetwork() {
        return JOURNALS + scope.network() + "-";
    }

    /** Tells whether the pid in the name of a journal is one of this pid namespace. */
    boolean isOfThesePids(Path journal) {
        return journal.getFileName().toString().startsWith(journalsOfThesePids());
    }

    private String journalsOfThesePids() {
        return journalsOfThisNetwork() + scope.pids() + "-";
    }

    Path path() {
        return path;
    }

    /** Returns the uid of this process, 0 where there is no such thing. */
    static int ownUid(FileCalls calls) {
        for (Path own : new Path[] {Path.of("/proc/self"), Path.of(System.getProperty("user.home", "/"))}) {
            try {
                return calls.unixAttribute(own.toRealPath(), "uid");
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException notHere) {
                continue;
            }
        }
        return 0;
    }

    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory: " + e.getFile();
        }
        String reason = e.getReason();
        return reason == null ? e.getClass().getSimpleName() + " " + e.getFile() : reason + " (" + e.getFile() + ")";
    }
}
