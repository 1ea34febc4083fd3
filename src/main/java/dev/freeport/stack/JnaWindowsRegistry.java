package dev.freeport.stack;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.WinReg;
import dev.freeport.internal.os.ExternalCommand;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

final class JnaWindowsRegistry implements WindowsRegistry {
    @Override
    public Optional<Integer> integer(String key, String name) throws IOException {
        try {
            return Advapi32Util.registryValueExists(WinReg.HKEY_LOCAL_MACHINE, key, name)
                    ? Optional.of(Advapi32Util.registryGetIntValue(WinReg.HKEY_LOCAL_MACHINE, key, name))
                    : Optional.empty();
        } catch (LinkageError | RuntimeException unreadable) {
            throw unreadable(key, name, unreadable);
        }
    }

    @Override
    public Optional<List<String>> strings(String key, String name) throws IOException {
        try {
            return Advapi32Util.registryValueExists(WinReg.HKEY_LOCAL_MACHINE, key, name)
                    ? Optional.of(List.of(Advapi32Util.registryGetStringArray(WinReg.HKEY_LOCAL_MACHINE, key, name)))
                    : Optional.empty();
        } catch (LinkageError | RuntimeException unreadable) {
            throw unreadable(key, name, unreadable);
        }
    }

    private static IOException unreadable(String key, String name, Throwable cause) {
        return new IOException(
                "HKLM\\" + key + "\\" + name + " cannot be read through JNA ("
                        + ExternalCommand.printable(cause.toString()) + ")",
                cause);
    }
}
