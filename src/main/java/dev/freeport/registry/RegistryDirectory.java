package dev.freeport.registry;

import dev.freeport.owner.ProcessIdentity;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/**
 * The directory in which the JVMs of one user meet. File names carry the network namespace and the boot, the ledger's
 * also the pid namespace, so that containers meet exactly when they share ports.
 */
final class RegistryDirectory {
    private static final Set<String> REMOTE_TYPES =
            Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre");
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final String scope;

    private RegistryDirectory(Path path) {
        this.path = path;
        this.scope = namespace("net") + "-" + bootId();
    }

    /** Returns where the JVMs of this user meet unless told otherwise; {@code java.io.tmpdir} differs between builds. */
    static Path usual() {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            String local = System.getenv("LOCALAPPDATA");
            return local == null
                    ? Path.of(System.getProperty("user.home"), "AppData", "Local", "freeport")
                    : Path.of(local, "freeport");
        }
        return Path.of("/tmp/.freeport-" + ownUid());
    }

    /**
     * Creates the directory if it is not there, and checks that it is fit.
     *
     * @param label how to call the directory in a message
     */
    static RegistryDirectory prepare(Path path, String label) throws UnusableDirectoryException {
        return prepare(path, label, RegistryDirectory::fileSystemType);
    }

    static RegistryDirectory prepare(Path path, String label, FileSystemTypes types) throws UnusableDirectoryException {
        Path absolute = path.toAbsolutePath().normalize();
        String what = label + " (" + absolute + ") ";
        try {
            createIfAbsent(absolute);
            checkOwnership(absolute, what);
            if (!Files.isWritable(absolute)) {
                throw new UnusableDirectoryException(
                        what + "is not writable for this process. It must be a directory that this user may write.");
            }
            String type = types.of(absolute).toLowerCase(Locale.ROOT);
            if (REMOTE_TYPES.contains(type) || type.startsWith("fuse")) {
                throw new UnusableDirectoryException(what + "is on a file system of type " + type
                        + ", where locks do not work reliably. It must be on a local disk, such as below /tmp.");
            }
            return new RegistryDirectory(absolute);
        } catch (FileSystemException e) {
            throw new UnusableDirectoryException(what + "cannot be created or read: " + reason(e)
                    + ". It must be a directory that this user may write.");
        } catch (IOException e) {
            throw new UnusableDirectoryException(what + "cannot be used: " + e.getMessage());
        }
    }

    private static void createIfAbsent(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            if (isPosix(path)) {
                Files.createDirectory(path, OWNER_ONLY_DIRECTORY);
            } else {
                Files.createDirectory(path);
            }
        } catch (FileAlreadyExistsException createdByAnotherJvm) {
            return;
        }
    }

    private static void checkOwnership(Path path, String what) throws IOException, UnusableDirectoryException {
        if (Files.isSymbolicLink(path)) {
            throw new UnusableDirectoryException(what + "is a symbolic link to " + Files.readSymbolicLink(path)
                    + ". It must be the directory itself.");
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnusableDirectoryException(
                    what + "is not a directory. Name a directory, or a path that does not exist yet.");
        }
        if (!isPosix(path)) {
            return;
        }
        int owner = unixAttribute(path, "uid");
        if (owner != ownUid()) {
            throw new UnusableDirectoryException(what + "belongs to uid " + owner + ", but this process runs as uid "
                    + ownUid() + ". It must belong to the user who runs the tests.");
        }
        int mode = unixAttribute(path, "mode") & 0777;
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            throw new UnusableDirectoryException(what + "is writable by other users (mode "
                    + Integer.toOctalString(mode) + "). It must not be: chmod 700 " + path);
        }
    }

    /** Returns the file whose bytes are locked: one a port. */
    Path lockFile() {
        return path.resolve("locks-" + scope);
    }

    /** Returns the file that says which process has which port. */
    Path ledger() {
        return path.resolve("ledger-" + scope + "-" + namespace("pid"));
    }

    /** Returns the journal of a JVM. */
    Path journal(ProcessIdentity jvm) {
        return path.resolve(Journal.fileName(jvm));
    }

    Path path() {
        return path;
    }

    /** Returns the uid of this process, 0 where there is no such thing. */
    static int ownUid() {
        for (Path own : new Path[] {Path.of("/proc/self"), Path.of(System.getProperty("user.home", "/"))}) {
            try {
                return (int) Files.getAttribute(own, "unix:uid");
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException notHere) {
                continue;
            }
        }
        return 0;
    }

    /** Returns a number that stat(2) gives, such as {@code uid} or {@code nlink}, of a path itself. */
    static int unixAttribute(Path path, String name) throws IOException {
        return (int) Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
    }

    /** Creates a file that only this user may read, unless it exists. */
    static void createPrivateFile(Path file) throws IOException {
        try {
            if (isPosix(file)) {
                Files.createFile(file, OWNER_ONLY_FILE);
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException goodAsWell) {
            return;
        }
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static String namespace(String kind) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns", kind))
                    .toString()
                    .replace(":[", "")
                    .replace("]", "");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return kind + "0";
        }
    }

    private static String bootId() {
        try (InputStream in = new FileInputStream("/proc/sys/kernel/random/boot_id")) {
            return new String(in.readNBytes(13), StandardCharsets.ISO_8859_1).replace("-", "");
        } catch (IOException notLinux) {
            return "boot";
        }
    }

    private static String fileSystemType(Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            return store.type();
        } catch (IOException unknownMountPoint) {
            return "unknown";
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory: " + e.getFile();
        }
        String reason = e.getReason();
        return reason == null ? e.getClass().getSimpleName() + " " + e.getFile() : reason + " (" + e.getFile() + ")";
    }

    /** Tells the type of the file system that holds a path, {@code nfs4} or {@code ext4}. */
    interface FileSystemTypes {
        String of(Path path) throws IOException;
    }
}
