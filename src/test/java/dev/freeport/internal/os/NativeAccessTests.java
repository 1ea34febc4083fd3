package dev.freeport.internal.os;

import static dev.freeport.condition.Prerequisite.MOUNT_NAMESPACES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.freeport.ForkedJvm;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.socket.SocketTable;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeAccessTests {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @Test
    void isThereInTheseTests() {
        assertThatNoException().isThrownBy(NativeAccess::require);
    }

    @Test
    void needsNoPermissionBeforeJava24() {
        assertThatNoException().isThrownBy(() -> NativeAccess.require(unnamedModule(), 23));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_22)
    void needsPermissionSinceJava24() {
        assertThatIOException()
                .isThrownBy(() -> NativeAccess.require(Logger.class.getModule(), 24))
                .withMessage("this JVM was started without --enable-native-access=java.logging");
    }

    private static Module unnamedModule() {
        return ClassLoader.getPlatformClassLoader().getUnnamedModule();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "calls of the C library")
    void isDoneWithoutIfJnaIsAbsent() {
        String withoutJna = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                .filter(entry -> !entry.contains("jna"))
                .collect(Collectors.joining(File.pathSeparator));
        try (ForkedJvm jvm = ForkedJvm.start(List.of(), List.of(), withoutJna, ReadingBound.class)) {
            assertThat(jvm.readLine())
                    .isEqualTo("[] [Sockets that are bound and do not listen cannot be read: JNA is not on the"
                            + " class path.]");
            assertThat(jvm.readLine()).isEqualTo("<ended>");
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "calls of the C library")
    @EnabledForJreRange(min = JRE.JAVA_24)
    void isDoneWithoutRatherThanMakingTheJvmWarn() {
        try (ForkedJvm jvm = ForkedJvm.start(ReadingBound.class)) {
            assertThat(jvm.readLine())
                    .isEqualTo("[] [Sockets that are bound and do not listen cannot be read: this JVM was"
                            + " started without --enable-native-access=ALL-UNNAMED.]");
            assertThat(jvm.readLine()).isEqualTo("<ended>");
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "calls of the C library")
    void isUsedSilentlyWhereItIsAllowed() {
        try (ForkedJvm jvm = ForkedJvm.start(
                List.of(), List.of("--enable-native-access=ALL-UNNAMED"), CLASS_PATH, ReadingBound.class)) {
            assertThat(jvm.readLine()).matches("\\[BOUND to .*] \\[]");
            assertThat(jvm.readLine()).isEqualTo("<ended>");
        }
    }

    /** With a second attempt, which fails otherwise: the JVM does not load a class again. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "mounts of Linux")
    @EnabledIfAvailable(MOUNT_NAMESPACES)
    void saysWhereItsLibraryMayLieIfItsFolderIsMountedWithNoexec(@TempDir Path folder) {
        List<String> noexec = List.of(
                "unshare", "-m", "sh", "-c", "mount -t tmpfs -o noexec tmpfs " + folder + "; exec \"$@\"", "sh");
        String advice = "JNA cannot load its library from " + folder
                + ", which may be mounted with noexec (set -Djna.tmpdir to a folder without that)";
        try (ForkedJvm jvm = ForkedJvm.start(
                noexec,
                List.of("-Djna.tmpdir=" + folder, "--enable-native-access=ALL-UNNAMED"),
                CLASS_PATH,
                ReadingTwice.class)) {
            String line = "[] [Sockets that are bound and do not listen cannot be read: " + advice + ".]";
            assertThat(jvm.readLine()).isEqualTo(line);
            assertThat(jvm.readLine()).isEqualTo(line);
            assertThat(jvm.readLine()).isEqualTo(advice);
            assertThat(jvm.readLine()).isEqualTo("<ended>");
        }
    }

    static final class ReadingTwice {
        public static void main(String[] arguments) throws Exception {
            ReadingBound.main(arguments);
            ReadingBound.main(arguments);
            try {
                System.out.println(NativeAccess.version());
            } catch (IOException unusable) {
                System.out.println(unusable.getMessage());
            }
        }
    }

    /** Prints what is seen of a socket that is only bound. */
    static final class ReadingBound {
        public static void main(String[] arguments) throws Exception {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(0));
                Deadline late = Deadline.in(Duration.ofMinutes(1));
                var snapshot = SocketTable.SYSTEM.within(late, List.of()).readBound(socket.getLocalPort());
                System.out.println(
                        snapshot.sockets().stream().map(Object::toString).toList() + " " + snapshot.notes());
            }
        }
    }
}
