package dev.freeport.internal.registry;

import dev.freeport.internal.os.OperatingSystem;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What befalls the JVMs besides being killed. Each is done again and again; on Windows open files withstand some. */
enum StressAdversary {
    /** Nothing more. */
    NOTHING(false),
    /** Opens and closes the lock file in the JVM that holds locks in it, which drops them. */
    OPEN_AND_CLOSE(true) {
        @Override
        void strike(Path directory) throws IOException {
            for (Path file : files(directory, "locks-")) {
                new FileInputStream(file.toFile()).close();
            }
        }
    },
    /** Deletes the lock file. */
    UNLINK_LOCK(false) {
        @Override
        void strike(Path directory) throws IOException {
            for (Path file : files(directory, "locks-")) {
                Files.deleteIfExists(file);
            }
        }
    },
    /** Deletes lock file and ledger. */
    UNLINK_BOTH(false) {
        @Override
        void strike(Path directory) throws IOException {
            for (Path file : files(directory, "l")) {
                Files.deleteIfExists(file);
            }
        }
    },
    /** Deletes the directory with all that is in it, so rarely that a JVM can start meanwhile, and no more after a while. */
    REMOVE_DIRECTORY(false) {
        @Override
        void strike(Path directory) throws IOException {
            for (Path file : files(directory, "")) {
                Files.deleteIfExists(file);
            }
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException filledAgain) {
                return;
            }
        }

        @Override
        boolean isPassing() {
            return true;
        }
    },
    /** Cuts lock file and ledger off. */
    TRUNCATE(false) {
        @Override
        void strike(Path directory) throws IOException {
            for (Path file : files(directory, "l")) {
                try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                    cut.setLength(ThreadLocalRandom.current().nextInt(1 << 19));
                }
            }
        }
    },
    /** Writes nonsense over words of the ledger. */
    GARBAGE(false) {
        @Override
        void strike(Path directory) throws IOException {
            byte[] nonsense = new byte[64];
            ThreadLocalRandom.current().nextBytes(nonsense);
            for (Path file : files(directory, "ledger-")) {
                try (RandomAccessFile ledger = new RandomAccessFile(file.toFile(), "rw")) {
                    ledger.seek(ThreadLocalRandom.current().nextInt(1 << 17) * 8L);
                    ledger.write(nonsense);
                }
            }
        }
    },
    /** Starts child processes, which for a moment have copies of all sockets. */
    FORK(true) {
        @Override
        void strike(Path directory) throws IOException {
            Process child =
                    new ProcessBuilder(WINDOWS ? List.of("cmd", "/c", "exit") : List.of("sh", "-c", ":")).start();
            try {
                child.waitFor(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    },
    /** Interrupts the threads that reserve. */
    INTERRUPT(true),
    /** Stops a JVM for a while by SIGSTOP. */
    STOP(false);

    private static final boolean WINDOWS = OperatingSystem.WINDOWS.isCurrent();

    private final boolean inside;

    StressAdversary(boolean inside) {
        this.inside = inside;
    }

    /** Tells whether it is at work in the JVMs that reserve, and not outside. */
    boolean isInside() {
        return inside;
    }

    /** Tells whether it can befall JVMs of this system. */
    boolean isHere() {
        return this != STOP || !WINDOWS;
    }

    /** Tells whether it ends long before the JVMs do. */
    boolean isPassing() {
        return false;
    }

    void strike(Path directory) throws IOException {}

    void strikeIfPermitted(Path directory) throws IOException {
        try {
            strike(directory);
        } catch (IOException withstood) {
            if (!WINDOWS) {
                throw withstood;
            }
        }
    }

    private static Path[] files(Path directory, String prefix) throws IOException {
        File[] files = directory.toFile().listFiles((parent, name) -> name.startsWith(prefix));
        return Stream.of(files == null ? new File[0] : files).map(File::toPath).toArray(Path[]::new);
    }
}
