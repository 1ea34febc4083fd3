package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.platform.win32.WinReg.HKEY;
import dev.freeport.stack.StackPrinter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** JVMs that take their Windows for one that follows the old rules, which stand in its registry. */
@EnabledIfSystemProperty(named = "os.name", matches = "Windows 2003", disabledReason = "rules of Windows 2003")
class Windows2003Tests {
    private static final HKEY MACHINE = WinReg.HKEY_LOCAL_MACHINE;
    private static final String KEY = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";

    @BeforeAll
    static void setRules() {
        Advapi32Util.registryCreateKey(MACHINE, KEY);
        Advapi32Util.registrySetIntValue(MACHINE, KEY, "MaxUserPort", 20000);
        Advapi32Util.registrySetStringArray(MACHINE, KEY, "ReservedPorts", new String[] {"30000-30010"});
    }

    @AfterAll
    static void forgetThem() {
        Advapi32Util.registryDeleteValue(MACHINE, KEY, "MaxUserPort");
        Advapi32Util.registryDeleteValue(MACHINE, KEY, "ReservedPorts");
    }

    @Test
    void areRead() {
        try (ForkedJvm jvm = ForkedJvm.start(StackPrinter.class)) {
            assertThat(jvm.readLine())
                    .startsWith("HostStack[profile=WINDOWS_2003, dynamicTcp=[1024-20000], dynamicUdp=[1024-20000]")
                    .contains("Exclusion[range=30000-30010, protocol=tcp, reason=in ReservedPorts, ");
        }
    }
}
