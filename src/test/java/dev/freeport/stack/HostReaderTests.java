package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostReaderTests {
    @ParameterizedTest
    @CsvSource({
        "Linux, 6.1.0, LinuxReader, LINUX",
        "Windows 2000, 5.0, OldWindowsReader, WINDOWS_2003",
        "Windows XP, 5.1, OldWindowsReader, WINDOWS_2003",
        "Windows 2003, 5.2, OldWindowsReader, WINDOWS_2003",
        "Windows Vista, 6.0, WindowsReader, WINDOWS",
        "Windows 7, 6.1, WindowsReader, WINDOWS",
        "Windows 11, 10.0, WindowsReader, WINDOWS",
        "Windows Server 2022, 10.0, WindowsReader, WINDOWS",
        "Windows NT (unknown), '', WindowsReader, WINDOWS",
        "Windows 12, banana, WindowsReader, WINDOWS",
        "Mac OS X, 14.5, BsdReader, MACOS",
        "FreeBSD, 14.1-RELEASE, BsdReader, FREEBSD",
        "SunOS, 5.11, SolarisReader, SOLARIS",
        "HP-UX, B.11.31, HpUxReader, HP_UX",
        "AIX, 7.2, AixReader, AIX",
        "OpenVMS, V8.4, UnknownReader, IANA",
        "'', '', UnknownReader, IANA"
    })
    void choosesByTheSystemProperties(String name, String version, String reader, StackProfile profile) {
        HostReader chosen = HostReader.forSystem(name, version);

        assertThat(chosen.getClass().getSimpleName()).isEqualTo(reader);
        assertThat(chosen.profile()).isEqualTo(profile);
        assertThat(chosen.isCheap()).isEqualTo(name.equals("Linux"));
    }
}
