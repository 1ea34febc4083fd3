package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** JNA is loaded where it is needed only, and nothing fails where it is absent. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is missing on Linux")
class JnaTests {
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String WITHOUT_JNA = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> !entry.contains("jna"))
            .collect(Collectors.joining(File.pathSeparator));

    @TempDir
    Path directory;

    @Test
    void isNotLoadedOnLinux() throws IOException {
        assertThat(loadedClasses())
                .contains(" dev.freeport.stack.LinuxReader ")
                .doesNotContain("com.sun.jna")
                .doesNotContain("dev.freeport.stack.Jna")
                .doesNotContain("dev.freeport.internal.os.ExternalCommand");
    }

    @Test
    void isLoadedOnOldWindows() throws IOException {
        assertThat(loadedClasses("Windows XP", "5.1")).contains(" com.sun.jna.Native ");
    }

    @Test
    void mayBeAbsentOnLinux() {
        assertThat(print(WITHOUT_JNA)).singleElement().asString().startsWith("HostStack[profile=LINUX, ");
    }

    @Test
    void mayBeAbsentOnOldWindows() {
        assertThat(print(WITHOUT_JNA, "Windows XP", "5.1"))
                .containsExactly(
                        "WARNING: HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\MaxUserPort cannot be"
                                + " read through JNA (java.lang.NoClassDefFoundError:"
                                + " com/sun/jna/platform/win32/WinReg); using the documented dynamic range of Windows 2000, XP and 2003, 1024-5000.",
                        HostStack.documented(StackProfile.WINDOWS_2003).toString());
    }

    @Test
    void mayBeAbsentOnMacOs() {
        assertIsDoneWithoutOnMacOs(print(WITHOUT_JNA, "Mac OS X", "14.5"));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24)
    void isNotUsedOnMacOsWhereTheJvmWouldWarn() {
        assertIsDoneWithoutOnMacOs(print(CLASS_PATH, "Mac OS X", "14.5"));
    }

    private static void assertIsDoneWithoutOnMacOs(List<String> lines) {
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .as("Linux may have a command of this name, but not the setting")
                .startsWith("WARNING: sysctl -n net.inet.ip.portrange.first ")
                .endsWith("; using the documented dynamic range of macOS, 49152-65535.");
        assertThat(lines.get(1))
                .isEqualTo(HostStack.documented(StackProfile.MACOS).toString());
    }

    private String loadedClasses(String... arguments) throws IOException {
        Path log = directory.resolve("classes");
        try (ForkedJvm jvm = ForkedJvm.start(
                List.of(), List.of("-Xlog:class+load:file=" + log), CLASS_PATH, StackPrinter.class, (Object[])
                        arguments)) {
            lines(jvm);
        }
        return Files.readString(log);
    }

    private static List<String> print(String classPath, String... arguments) {
        try (ForkedJvm jvm =
                ForkedJvm.start(List.of(), List.of(), classPath, StackPrinter.class, (Object[]) arguments)) {
            return lines(jvm);
        }
    }

    private static List<String> lines(ForkedJvm jvm) {
        List<String> lines = new ArrayList<>();
        for (String line = jvm.readLine(); !line.equals("<ended>"); line = jvm.readLine()) {
            lines.add(line);
        }
        return lines;
    }
}
