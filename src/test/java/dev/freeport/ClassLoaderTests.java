package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.freeport.stack.PortRange;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Copies of the library in one JVM, as application servers and test runners make them. */
class ClassLoaderTests {
    /** A hook keeps the open file of a copy, and so the copy stays; without the hook the first or the second takes it. */
    private static final int COLLECTIONS = 5;

    private static final long CLOSING_NANOS = 5_000_000_000L;

    @TempDir
    Path directory;

    private final String onePort = "" + Requests.range(1).low();

    @Test
    void doNotGetEachOthersPortsNorDropTheirLocks() throws Exception {
        try (URLClassLoader one = copy();
                URLClassLoader other = copy();
                ForkedJvm otherJvm = ReservingJvm.start(directory, onePort)) {
            Runnable held = Objects.requireNonNull(reserve(one));
            assertThat(reserve(other)).isNull();
            assertThat(ReservingJvm.ask(otherJvm, "reserve")).startsWith("none: ");

            held.run();

            Runnable heldNow = Objects.requireNonNull(reserve(other));
            assertThat(reserve(one)).isNull();
            heldNow.run();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "locks that belong to the process")
    void thatIsCollectedDropsNoLocksOfOthers() throws Exception {
        try (PortReservation held = FreePorts.reserve(request())) {
            assertThat(held.port()).isEqualTo(Integer.parseInt(onePort));
            assumeThat(lockedInKernel()).as("/proc/locks lists the lock").isTrue();

            WeakReference<ClassLoader> collected = failInACopy();
            for (int i = 0; i < COLLECTIONS && collected.get() != null; i++) {
                System.gc();
            }
            long start = System.nanoTime();
            // the JDK closes what was collected a little later
            while (collected.get() == null && lockedInKernel() && System.nanoTime() - start < CLOSING_NANOS) {
                Thread.onSpinWait();
            }

            assertThat(lockedInKernel()).isTrue();
        }
    }

    /** Returns whether the kernel lists a lock on the lock file, of which no other guard of the port tells. */
    private boolean lockedInKernel() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Path locks = files.filter(file -> file.getFileName().toString().startsWith("locks-"))
                    .findFirst()
                    .orElseThrow();
            String inode = ":" + Files.getAttribute(locks, "unix:ino") + " ";
            return Files.readAllLines(Path.of("/proc/locks")).stream()
                    .anyMatch(line -> line.contains(inode) && line.contains("POSIX"));
        }
    }

    private WeakReference<ClassLoader> failInACopy() throws Exception {
        URLClassLoader copy = copy();
        assertThat(reserve(copy)).isNull();
        copy.close();
        return new WeakReference<>(copy);
    }

    /** Called by reflection in a copy. Returns null if there is no port. */
    static @Nullable Runnable reserve(String directory, String ranges) {
        try {
            PortReservation reservation = FreePorts.reserve(Requests.of(Path.of(directory), 1)
                    .withGuardSocket(GuardSocket.OFF)
                    .withRanges(PortRange.parseList(ranges).toArray(PortRange[]::new)));
            return reservation::close;
        } catch (NoFreePortException none) {
            return null;
        }
    }

    private PortRequest request() {
        int port = Integer.parseInt(onePort);
        return Requests.of(directory, 1).withGuardSocket(GuardSocket.OFF).withRanges(new PortRange(port, port));
    }

    private @Nullable Runnable reserve(ClassLoader copy) throws ReflectiveOperationException {
        try {
            Method reserve = copy.loadClass(ClassLoaderTests.class.getName())
                    .getDeclaredMethod("reserve", String.class, String.class);
            reserve.setAccessible(true);
            return (Runnable) reserve.invoke(null, directory.toString(), onePort);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static URLClassLoader copy() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(classPath.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }
}
