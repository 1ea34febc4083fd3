package dev.freeport.internal.registry;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the registry asks of the file system, one method a call, so that a test can make any of them fail.
 *
 * <p>Everything but the lock file is read through streams: a channel would be closed under an interrupted thread.
 */
interface FileCalls {
    FileCalls SYSTEM = new FileCalls() {};

    /** {@return what a path names, without following a link and without opening it; null if there is nothing} */
    default @Nullable BasicFileAttributes stat(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException nothing) {
            return null;
        }
    }

    /** Returns a number that stat(2) gives of a path itself, such as {@code uid}, {@code mode} or {@code nlink}. */
    default int unixAttribute(Path path, String name) throws IOException {
        return (int) Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
    }

    /** Creates a directory, with those above it, for this user alone; an existing one is left as it is. */
    default void createDirectory(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(path, forOwnerOnly(path, "rwx------"));
        } catch (FileAlreadyExistsException createdByAnotherJvm) {
            return;
        }
    }

    /** Creates an empty file for this user alone; an existing one is left as it is. */
    default void createFile(Path path) throws IOException {
        try {
            Files.createFile(path, forOwnerOnly(path, "rw-------"));
        } catch (FileAlreadyExistsException createdByAnotherJvm) {
            return;
        }
    }

    default boolean isWritable(Path path) {
        return Files.isWritable(path);
    }

    /** Returns the type of the file system that holds a path, {@code nfs4} or {@code ext4}. */
    default String fileSystemType(Path path) {
        try {
            return Files.getFileStore(path).type();
        } catch (IOException unknownMountPoint) {
            return "unknown";
        }
    }

    /** Opens a file; on Windows so that it cannot be deleted or replaced meanwhile, which {@code java.nio} would allow. */
    default FileChannel openForLocks(Path path) throws IOException {
        return isPosix(path)
                ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                : new RandomAccessFile(path.toFile(), "rw").getChannel();
    }

    /** Locks bytes without waiting; null if another process or class loader has them, or seems to for a moment. */
    default @Nullable FileLock tryLock(FileChannel channel, long position, long size) throws IOException {
        try {
            return channel.tryLock(position, size, false);
        } catch (OverlappingFileLockException busy) {
            return null;
        }
    }

    default void unlock(FileLock lock) throws IOException {
        lock.release();
    }

    default RandomAccessFile openForWords(Path path) throws IOException {
        return new RandomAccessFile(path.toFile(), "rw");
    }

    /** Extends a file to a length; its content stays. */
    default void extend(RandomAccessFile file, long length) throws IOException {
        if (file.length() < length) {
            file.setLength(length);
        }
    }

    /** Fills {@code word} from a place in a file; with zeros where the file ends before. Not safe for use by threads. */
    default void read(RandomAccessFile file, long position, byte[] word) throws IOException {
        file.seek(position);
        if (file.read(word, 0, word.length) < word.length) {
            Arrays.fill(word, (byte) 0);
        }
    }

    /** Writes {@code word} to a place in a file. Not safe for use by threads. */
    default void write(RandomAccessFile file, long position, byte[] word) throws IOException {
        file.seek(position);
        file.write(word, 0, word.length);
    }

    default FileOutputStream openToAppend(Path path) throws IOException {
        return new FileOutputStream(path.toFile(), true);
    }

    default void append(FileOutputStream out, byte[] line) throws IOException {
        out.write(line);
    }

    default void truncate(Path path) throws IOException {
        new FileOutputStream(path.toFile()).close();
    }

    default void close(Closeable file) throws IOException {
        file.close();
    }

    /** Lists the files whose names begin and end as a text around a star says. */
    default List<Path> list(Path directory, String glob) throws IOException {
        return glob.length() == 1 ? listAll(directory) : listSome(directory, glob);
    }

    /** Makes a path of those alone that are wanted: the directory may have the journals of a thousand JVMs. */
    private static List<Path> listSome(Path directory, String glob) throws IOException {
        String[] names = directory.toFile().list();
        if (names == null) {
            throw new NotDirectoryException(directory.toString());
        }
        int star = glob.indexOf('*');
        String beginning = glob.substring(0, star);
        String end = glob.substring(star + 1);
        List<Path> paths = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith(beginning) && name.endsWith(end) && name.length() >= glob.length() - 1) {
                paths.add(directory.resolve(name));
            }
        }
        return paths;
    }

    private static List<Path> listAll(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path path : entries) {
                paths.add(path);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return paths;
    }

    default void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static FileAttribute<?>[] forOwnerOnly(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
