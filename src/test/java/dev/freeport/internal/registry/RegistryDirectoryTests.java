package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "owners and modes of Unix")
class RegistryDirectoryTests {
    @TempDir
    Path parent;

    @Test
    void isMadeForItsOwnerAlone() throws Exception {
        Path directory = parent.resolve("a/b");

        RegistryDirectory.prepare(directory, "freeport.directory", FileCalls.SYSTEM);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void holdsFilesThatNobodyElseMayRead() throws Exception {
        RegistryFiles.open(parent.resolve("x"), "freeport.directory", SystemCalls.SYSTEM);

        try (var files = Files.list(parent.resolve("x"))) {
            assertThat(files.filter(file -> !file.endsWith("pruned")))
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void isNamedAfterTheUserAndNotAfterTheTemporaryDirectoryOfABuild() {
        assertThat(RegistryDirectory.byDefault())
                .hasToString("/tmp/.freeport-" + RegistryDirectory.ownUid(FileCalls.SYSTEM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"locks-1", "ledger-1-1", "journal-1-1-1-1.tsv", "pruned", ".gitkeep"})
    void mayHoldFilesOfOtherNamespacesAndHiddenOnes(String name) throws Exception {
        Files.createFile(parent.resolve(name));

        RegistryFiles.open(parent, "freeport.directory", SystemCalls.SYSTEM);
        Files.createFile(parent.resolve("something else"));
        RegistryFiles.open(parent, "freeport.directory", SystemCalls.SYSTEM);
    }

    @Nested
    class ReportsFailure {
        @Test
        void whenItIsForSomethingElse() throws Exception {
            Path theirs = Files.createDirectory(parent.resolve("etc"));
            Files.createFile(theirs.resolve("passwd"));
            Files.createFile(theirs.resolve("group"));

            assertRefused(
                    theirs,
                    "holds files that are not Freeport's, such as 'group'. Name a directory for Freeport alone: one that"
                            + " is empty, or does not exist yet.");
            assertThat(theirs).isDirectoryContaining("glob:**passwd");
        }

        @Test
        void whenItIsAFile() throws Exception {
            Path file = Files.createFile(parent.resolve("file"));

            assertRefused(file, "is not a directory. Name a directory, or a path that does not exist yet.");
        }

        @Test
        void whenItIsALink() throws Exception {
            Path link = Files.createSymbolicLink(parent.resolve("link"), parent);

            assertRefused(link, "is a symbolic link to " + parent + ". It must be the directory itself.");
        }

        @Test
        void whenOthersMayWriteIt() throws Exception {
            Path open = Files.createDirectory(parent.resolve("open"));
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

            assertRefused(
                    open, "is writable by other users (mode 777). Name a directory that no other user may write.");
        }

        @Test
        void whenItBelongsToSomebodyElse() throws Exception {
            assumeTrue(RegistryDirectory.ownUid(FileCalls.SYSTEM) == 0, "only root can give a directory away");
            Path theirs = Files.createDirectory(parent.resolve("theirs"));
            Files.setAttribute(theirs, "unix:uid", 12345);

            assertRefused(
                    theirs,
                    "belongs to uid 12345, but this process runs as uid 0. It must belong to the user who runs the"
                            + " tests.");
        }

        @Test
        void whenItCannotBeMade() throws Exception {
            assertRefused(
                    Path.of("/proc/freeport"),
                    "cannot be created or read: no such file or directory: /proc/freeport. It must be a directory that"
                            + " this user may write.");
        }

        @Test
        void whenItIsNotWritable() throws Exception {
            boolean isRoot = RegistryDirectory.ownUid(FileCalls.SYSTEM) == 0;
            Path own = Files.createDirectory(parent.resolve("own"));
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("r-xr-xr-x"));
            assertRefused(
                    // root may write whatever is a real directory
                    isRoot ? Path.of("/proc/sys/net") : own,
                    "is not writable for this process. It must be a directory that this user may write.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nfs", "nfs4", "cifs", "9p", "fuse.sshfs"})
        void whenItIsOnARemoteFileSystem(String type) {
            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> RegistryDirectory.prepare(parent, "freeport.directory", onFileSystem(type)))
                    .withMessage("freeport.directory (" + parent + ") is on a file system of type " + type
                            + ", where locks do not work reliably. It must be on a local disk, such as below /tmp.");
            assertThatNoException()
                    .isThrownBy(() -> RegistryDirectory.prepare(parent, "freeport.directory", onFileSystem("ext4")));
        }

        @Test
        void whenAFileInItIsALink() throws Exception {
            Path lockFile = RegistryDirectory.prepare(parent, "freeport.directory", FileCalls.SYSTEM)
                    .lockFile();
            Files.createSymbolicLink(lockFile, parent.resolve("elsewhere"));

            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> RegistryFiles.open(parent, "freeport.directory", SystemCalls.SYSTEM))
                    .withMessage(lockFile
                            + " must be a regular file, not a link or a device. Delete it; Freeport creates it anew.");
            assertThat(parent.resolve("elsewhere")).doesNotExist();
        }

        @Test
        void whenAFileInItHasASecondName() throws Exception {
            Path lockFile = RegistryDirectory.prepare(parent, "freeport.directory", FileCalls.SYSTEM)
                    .lockFile();
            Files.createFile(lockFile);
            Files.createLink(parent.resolve("second"), lockFile);

            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> RegistryFiles.open(parent, "freeport.directory", SystemCalls.SYSTEM))
                    .withMessage(
                            lockFile + " has 2 hard links and must have one. Delete it; Freeport creates it anew.");
        }

        @Test
        void whenAFileInItBelongsToSomebodyElse() throws Exception {
            Path lockFile = RegistryDirectory.prepare(parent, "freeport.directory", FileCalls.SYSTEM)
                    .lockFile();
            int own = RegistryDirectory.ownUid(FileCalls.SYSTEM);
            SystemCalls calls = with(new FileCalls() {
                @Override
                public int unixAttribute(Path path, String name) throws IOException {
                    return path.equals(lockFile) && name.equals("uid")
                            ? own + 1
                            : FileCalls.super.unixAttribute(path, name);
                }
            });

            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> RegistryFiles.open(parent, "freeport.directory", calls))
                    .withMessage(lockFile + " belongs to uid " + (own + 1) + ", but this process runs as uid " + own
                            + ". Delete it, or set another freeport.directory.");
        }

        @Test
        void whenItIsDeletedAsSoonAsItIsMade() {
            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> RegistryDirectory.prepare(parent, "freeport.directory", new FileCalls() {
                        @Override
                        public @Nullable BasicFileAttributes stat(Path path) {
                            return null;
                        }
                    }))
                    .withMessage("freeport.directory (" + parent + ") is deleted as soon as it is created.");
        }

        @Test
        void whenNothingCanBeLearnedOfIt() {
            assertCannotBeAsked(new IOException("too tired"), "cannot be used: too tired");
            assertCannotBeAsked(
                    new AccessDeniedException("/x"),
                    "cannot be created or read: AccessDeniedException /x. It must be a directory that this user may"
                            + " write.");
            assertCannotBeAsked(
                    new AccessDeniedException("/x", null, "locked away"),
                    "cannot be created or read: locked away (/x). It must be a directory that this user may write.");
        }

        private void assertCannotBeAsked(IOException failure, String reason) {
            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> RegistryDirectory.prepare(parent, "freeport.directory", new FileCalls() {
                        @Override
                        public @Nullable BasicFileAttributes stat(Path path) throws IOException {
                            throw failure;
                        }
                    }))
                    .withMessage("freeport.directory (" + parent + ") " + reason);
        }

        @Test
        void whenItsFilesAreGoneAsSoonAsTheyAreMade() {
            SystemCalls calls = with(new FileCalls() {
                @Override
                public void createFile(Path path) {
                    // gone again
                }
            });

            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> RegistryFiles.open(parent, "freeport.directory", calls))
                    .withMessage(
                            "freeport.directory (" + parent + ") cannot be used: no file can be created there, or it is"
                                    + " deleted at once (java.nio.file.NoSuchFileException: "
                                    + RegistryDirectory.at(parent).lockFile()
                                    + "). It must be on a local disk with some free space, where this user may create files.");
        }

        @Test
        void whenNoFileCanBeMadeInIt() {
            SystemCalls calls = with(new FileCalls() {
                @Override
                public void createFile(Path path) throws IOException {
                    throw new IOException("No space left on device");
                }
            });

            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> RegistryFiles.open(parent, "freeport.directory", calls))
                    .withMessage(
                            "freeport.directory (" + parent + ") cannot be used: java.io.IOException: No space left on"
                                    + " device. It must be on a local disk with some free space, where this user may create"
                                    + " files.");
        }

        private SystemCalls with(FileCalls files) {
            return new SystemCalls(files, SocketCalls.SYSTEM, SystemCalls.ProcessCalls.SYSTEM);
        }

        private FileCalls onFileSystem(String type) {
            return new FileCalls() {
                @Override
                public String fileSystemType(Path path) {
                    return type;
                }
            };
        }

        private void assertRefused(Path directory, String reason) {
            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> RegistryDirectory.prepare(directory, "freeport.directory", FileCalls.SYSTEM))
                    .withMessage("freeport.directory (" + directory + ") " + reason);
        }
    }
}
