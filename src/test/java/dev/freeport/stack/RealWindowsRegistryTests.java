package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.platform.win32.WinReg.HKEY;
import dev.freeport.ForkedJvm;
import dev.freeport.internal.os.ExternalCommand;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Old rules in a registry that is nobody's. No JVM of today runs on a Windows that follows them, and under Wine it names
 * the version of Wine's kernel32 whichever is set, so it is told that it does.
 */
@EnabledIfSystemProperty(named = "wine", matches = "true", disabledReason = "it changes the registry")
class RealWindowsRegistryTests {
    private static final HKEY MACHINE = WinReg.HKEY_LOCAL_MACHINE;
    private static final String KEY = OldWindowsReader.PARAMETERS;
    private static final PortRange RESERVED = new PortRange(1433, 1434);

    RealWindowsRegistryTests() {
        Advapi32Util.registryCreateKey(MACHINE, KEY);
    }

    @AfterEach
    void restore() {
        for (String name : List.of("MaxUserPort", "ReservedPorts")) {
            if (Advapi32Util.registryValueExists(MACHINE, KEY, name)) {
                Advapi32Util.registryDeleteValue(MACHINE, KEY, name);
            }
        }
    }

    @Test
    void readsWhatIsUsual() throws IOException {
        HostStack stack = new OldWindowsReader(new JnaWindowsRegistry()).read();

        assertThat(stack.dynamic(Protocol.TCP)).containsExactly(new PortRange(1024, 5000));
        assertThat(stack.exclusions()).isEmpty();
    }

    @Test
    void readsWhatIsSet() throws IOException {
        Advapi32Util.registrySetIntValue(MACHINE, KEY, "MaxUserPort", 20000);
        Advapi32Util.registrySetStringArray(MACHINE, KEY, "ReservedPorts", new String[] {"1433-1434", "4000-4000"});

        HostStack stack = new OldWindowsReader(new JnaWindowsRegistry()).read();

        assertThat(stack.dynamic(Protocol.UDP)).containsExactly(new PortRange(1024, 20000));
        assertThat(stack.exclusions())
                .contains(new ExcludedRange(RESERVED, Protocol.TCP, "in ReservedPorts", true))
                .hasSize(4);
    }

    @Test
    void readsWhatAnotherProgramHasSet() throws IOException {
        reg("MaxUserPort", "REG_DWORD", "65534");
        reg("ReservedPorts", "REG_MULTI_SZ", "1433-1434\\04000-4010");

        HostStack stack = new OldWindowsReader(new JnaWindowsRegistry()).read();

        assertThat(stack.dynamic(Protocol.TCP)).containsExactly(new PortRange(1024, 65534));
        assertThat(stack.exclusions())
                .extracting(ExcludedRange::range)
                .containsOnly(RESERVED, new PortRange(4000, 4010));
    }

    private static void reg(String name, String type, String data) throws IOException {
        ExternalCommand.SYSTEM.run(List.of("reg", "add", "HKLM\\" + KEY, "/v", name, "/t", type, "/d", data, "/f"));
    }

    @Test
    void namesAValueOfAnotherType() {
        Advapi32Util.registrySetStringValue(MACHINE, KEY, "MaxUserPort", "20000");

        assertThatIOException()
                .isThrownBy(() -> new OldWindowsReader(new JnaWindowsRegistry()).read())
                .withMessageStartingWith("HKLM\\" + KEY + "\\MaxUserPort cannot be read through JNA (");
    }

    @Test
    void isWhatAJvmOnWindows2003Reads() {
        Advapi32Util.registrySetIntValue(MACHINE, KEY, "MaxUserPort", 20000);

        try (ForkedJvm jvm = ForkedJvm.start(StackPrinter.class, "Windows 2003", "5.2")) {
            assertThat(jvm.readLine())
                    .startsWith("HostStack[profile=WINDOWS_2003, dynamicTcp=[1024-20000], dynamicUdp=[1024-20000]");
        }
    }
}
