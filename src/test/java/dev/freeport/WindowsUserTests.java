package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A user of Windows whose name is not ASCII, and has blanks. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "folders and accounts of Windows")
class WindowsUserTests {
    @TempDir
    Path users;

    @Test
    void hasTheFilesAmongTheLocalApplicationData() throws IOException {
        Path local = Files.createDirectories(
                users.resolve("Jürgen Müller 田中 (build)").resolve("AppData").resolve("Local"));
        String port = "" + Requests.range(1).low();

        Process first = reserving(local, port);
        try {
            assertThat(answer(first)).isEqualTo(port);
            Process second = reserving(local, port);
            try {
                assertThat(answer(second)).startsWith("none: ").contains("reserved by tests: 1,");
            } finally {
                second.destroyForcibly();
            }
        } finally {
            first.destroyForcibly();
        }
        assertThat(local.resolve("freeport").resolve("locks-net0-boot")).exists();
        assertThat(local.resolve("freeport").resolve("ledger-net0-boot-pid0")).exists();
    }

    private static Process reserving(Path local, String port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReservingJvm.class.getName(),
                        port))
                .redirectErrorStream(true);
        builder.environment().put("LOCALAPPDATA", local.toString());
        Process process = builder.start();
        process.getOutputStream().write("reserve\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return process;
    }

    /** Reads over the lines that warnings take. */
    private static String answer(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.matches("[0-9]+|none: .*")) {
            line = output.readLine();
        }
        return line == null ? "<ended>" : line;
    }
}
