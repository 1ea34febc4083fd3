package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.internal.pool.PortPool;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the calls of the system promise to the registry. */
class SystemCallsTests {
    @Nested
    class OfFiles {
        private final FileCalls calls = FileCalls.SYSTEM;

        @TempDir
        Path directory;

        @Test
        void leaveWhatIsThereAsItIs() throws IOException {
            Path file = Files.writeString(directory.resolve("file"), "what is there");
            calls.createFile(file);
            calls.createDirectory(directory);
            try (RandomAccessFile words = calls.openForWords(file)) {
                calls.extend(words, 5);
            }
            assertThat(file).hasContent("what is there");

            calls.truncate(file);
            assertThat(file).isEmptyFile();
        }

        @Test
        void readWhatWasWrittenAndZerosBehindTheEnd() throws IOException {
            try (RandomAccessFile words = calls.openForWords(directory.resolve("words"))) {
                calls.extend(words, 20);
                assertThat(words.length()).isEqualTo(20);
                byte[] word = {1, 2, 3, 4, 5, 6, 7, 8};
                calls.write(words, 8, word);
                byte[] read = new byte[8];
                calls.read(words, 8, read);
                assertThat(read).isEqualTo(word);
                calls.read(words, 0, read);
                assertThat(read).containsOnly(0);
                calls.write(words, 16, word);
                words.setLength(20);
                calls.read(words, 16, read);
                assertThat(read).as("a word of which a part is missing").containsOnly(0);
            }
        }

        @Test
        void appendAndDelete() throws IOException {
            Path file = directory.resolve("file");
            for (String line : new String[] {"first", "second"}) {
                try (FileOutputStream out = calls.openToAppend(file)) {
                    calls.append(out, line.getBytes(StandardCharsets.UTF_8));
                }
            }
            assertThat(file).hasContent("firstsecond");
            assertThat(calls.list(directory, "f*")).containsExactly(file);
            assertThat(calls.list(directory, "x*")).isEmpty();

            calls.delete(file);
            calls.delete(file);
            assertThat(file).doesNotExist();
            assertThat(calls.stat(file)).isNull();
        }

        @Test
        void sayWhatIsNotKnown() {
            assertThat(calls.fileSystemType(directory.resolve("nothing"))).isEqualTo("unknown");
            assertThat(calls.isWritable(directory.resolve("nothing"))).isFalse();
            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> LockFile.factsOf(directory.resolve("nothing"), calls));
        }
    }

    @Nested
    class OfSockets {
        private final SocketCalls calls = SocketCalls.SYSTEM;
        private final PortPool pool = TestPorts.pool(TestPorts.range(1));
        private final int port = pool.next(0);

        @Test
        void sayWhetherAServerCanListen() throws IOException {
            assertThat(calls.serverCanListen(port)).isTrue();
            try (ServerSocket server = new ServerSocket(port)) {
                assertThat(calls.serverCanListen(server.getLocalPort())).isFalse();
            }
        }

        @Test
        @DisabledOnOs(
                value = OS.WINDOWS,
                disabledReason = "no such thing on Windows: every bind of the JDK is exclusive")
        void bindBesidesWhoeverPermitsIt() throws IOException {
            try (Socket permitting = new Socket()) {
                permitting.setReuseAddress(true);
                permitting.bind(new InetSocketAddress(port));
                assertThat(calls.bindAlone(new InetSocketAddress(port))).isNull();
                try (SocketChannel beside = calls.bindBesides(new InetSocketAddress(port))) {
                    assertThat(beside).isNotNull();
                }
            }
            try (SocketChannel alone = calls.bindAlone(new InetSocketAddress(port))) {
                assertThat(alone).isNotNull();
                assertThat(calls.bindBesides(new InetSocketAddress(port))).isNull();
            }
        }

        @Test
        void findAnAddressThatIsNotOfThisHostNotDeniedButInUse() throws IOException {
            InetSocketAddress foreign = new InetSocketAddress("192.0.2.1", port);

            assertThat(calls.bindAlone(foreign)).isNull();
            assertThat(calls.bindDatagram(foreign)).isNull();
        }

        @Test
        void giveADatagramSocketOnce() throws IOException {
            InetSocketAddress all = new InetSocketAddress(port);
            try (DatagramChannel first = calls.bindDatagram(all)) {
                assertThat(first).isNotNull();
                assertThat(calls.bindDatagram(all)).isNull();
            }
        }

        @Test
        void sayWhetherAProcessHasThePort() throws IOException {
            assertThat(calls.isOwnedByProcess(port)).isFalse();
            try (ServerSocket server = new ServerSocket(port)) {
                assertThat(calls.isOwnedByProcess(server.getLocalPort())).isTrue();
            }
        }
    }
}
