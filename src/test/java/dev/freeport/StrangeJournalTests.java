package dev.freeport;

import static dev.freeport.condition.Prerequisite.MKFIFO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.EnabledIfAvailable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside a good journal keeps nobody from being told who holds a port. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "pipes and devices as files")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangeJournalTests {
    private static final int NUMBER_OF_STRANGERS = 200;

    @TempDir
    Path directory;

    private final String onePort = "" + Requests.range(1).low();
    private String prefix = "";

    /** A JVM that was here and has ended tells how journals are named. */
    @BeforeEach
    void learnNames() throws IOException {
        try (ForkedJvm jvm = ReservingJvm.start(directory, onePort)) {
            assertThat(ReservingJvm.ask(jvm, "reserve")).isEqualTo(onePort);
        }
        try (var journals = Files.newDirectoryStream(directory, "journal-*")) {
            String name = journals.iterator().next().getFileName().toString();
            prefix = name.replaceFirst("[0-9]+-[0-9]+\\.tsv$", "");
        }
    }

    @Test
    @EnabledIfAvailable(MKFIFO)
    void asIfItWereOneButIsAPipe() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", stranger(1).toString()).start().waitFor())
                .isZero();
        assertThatTheHolderIsNamed();
    }

    @Test
    void asIfItWereOneButIsALinkOrADirectory() throws Exception {
        Files.createSymbolicLink(stranger(1), directory.resolve("nowhere"));
        Files.createSymbolicLink(stranger(2), stranger(2));
        Files.createSymbolicLink(stranger(3), Path.of("/dev/zero"));
        Files.createDirectory(stranger(4));
        assertThatTheHolderIsNamed();
    }

    @Test
    void thatIsLargerThanTheHeap() throws Exception {
        try (RandomAccessFile sparse = new RandomAccessFile(stranger(1).toFile(), "rw")) {
            sparse.setLength(8L << 30);
        }
        assertThatTheHolderIsNamed();
    }

    @Test
    void thatHasALineLargerThanTheHeap() throws Exception {
        byte[] line = new byte[48 << 20];
        Arrays.fill(line, (byte) '\t');
        Files.write(stranger(1), line);
        assertThatTheHolderIsNamed();
    }

    @Test
    void thatManyHaveLeftFullOfGarbage() throws Exception {
        byte[] garbage = new byte[10_000];
        new Random(20261121).nextBytes(garbage);
        String almost = "99999999999999999999\tRESERVED\ttcp\t" + onePort + "\t1\t1\tx\t\n"
                + "1\tRESERVED\ttcp\t-" + onePort + "\t1\t1\tx\t\n"
                + "1\tRESERVED\t\t" + onePort + "\t\n\t\t\t\t\t\t\t\n";
        for (int i = 0; i < NUMBER_OF_STRANGERS; i++) {
            Files.write(stranger(i), i % 2 == 0 ? garbage : almost.getBytes(StandardCharsets.UTF_8));
        }
        assertThatTheHolderIsNamed();
    }

    /** The pid is that of a living process, so that nobody may pass the file over for its name. */
    private Path stranger(int number) {
        return directory.resolve(prefix + ProcessHandle.current().pid() + "-" + number + ".tsv");
    }

    private void assertThatTheHolderIsNamed() {
        List<String> options = List.of("-Dfreeport.directory=" + directory, "-Xmx32m");
        try (ForkedJvm holder = ReservingJvm.start(directory, onePort);
                ForkedJvm other = ReservingJvm.start(List.of(), options, onePort)) {
            assertThat(ReservingJvm.ask(holder, "reserve")).isEqualTo(onePort);
            String expected = "reserved by pid " + holder.pid();
            assertThat(ReservingJvm.ask(other, "explain " + onePort)).isEqualTo(expected);
            assertThat(ReservingJvm.ask(other, "reserve")).startsWith("none: ").contains("reserved by tests: 1");
        }
    }
}
