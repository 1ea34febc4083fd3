package dev.freeport.internal.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.Tlhelp32;
import com.sun.jna.platform.win32.W32Service;
import com.sun.jna.platform.win32.W32ServiceManager;
import com.sun.jna.platform.win32.Win32Exception;
import com.sun.jna.platform.win32.WinDef.DWORD;
import com.sun.jna.platform.win32.WinError;
import com.sun.jna.platform.win32.WinNT;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.platform.win32.Winsvc;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Processes of Windows through JNA: toolhelp, {@code NtQueryInformationProcess} and the service manager. */
final class JnaWindowsProcesses {
    private static final int MAX_PATH = 32767;
    private static final int MAX_COMMAND_LINE = 65536 + 64;

    /** Since Windows 8.1; works even if the memory of the process cannot be read. */
    private static final int COMMAND_LINE_INFORMATION = 60;

    private static final int BASIC_INFORMATION = 0;
    private static final int BASIC_INFORMATION_SIZE = 48;

    /** Offsets in a 64-bit process, see winternl.h: of its block, of the parameters, of the command line. */
    private static final int BLOCK = 8;

    private static final int PARAMETERS = 0x20;
    private static final int COMMAND_LINE = 0x70;

    /** A {@code UNICODE_STRING}: its length in bytes, and at {@link #TEXT} the address of its text. */
    private static final int STRING_SIZE = 16;

    private static final int TEXT = 8;

    private JnaWindowsProcesses() {}

    static Map<Long, Long> parents() throws IOException {
        Kernel32 kernel = Kernel32.INSTANCE;
        HANDLE snapshot = kernel.CreateToolhelp32Snapshot(Tlhelp32.TH32CS_SNAPPROCESS, new DWORD(0));
        Map<Long, Long> parents = new HashMap<>();
        try {
            Tlhelp32.PROCESSENTRY32 entry = new Tlhelp32.PROCESSENTRY32();
            for (boolean more = kernel.Process32First(snapshot, entry);
                    more;
                    more = kernel.Process32Next(snapshot, entry)) {
                parents.put(entry.th32ProcessID.longValue(), entry.th32ParentProcessID.longValue());
            }
        } finally {
            kernel.CloseHandle(snapshot);
        }
        if (parents.isEmpty()) {
            throw new IOException("the processes could not be listed");
        }
        return parents;
    }

    static Optional<String> image(long pid) {
        return with(pid, WinNT.PROCESS_QUERY_LIMITED_INFORMATION, process -> {
            char[] path = new char[MAX_PATH];
            IntByReference length = new IntByReference(path.length);
            return Kernel32.INSTANCE.QueryFullProcessImageName(process, 0, path, length)
                    ? new String(path, 0, length.getValue())
                    : null;
        });
    }

    static Optional<String> commandLine(long pid) {
        return with(pid, WinNT.PROCESS_QUERY_LIMITED_INFORMATION, JnaWindowsProcesses::queryCommandLine)
                .or(() -> with(
                        pid,
                        WinNT.PROCESS_QUERY_INFORMATION | WinNT.PROCESS_VM_READ,
                        JnaWindowsProcesses::readCommandLine));
    }

    private static @Nullable String queryCommandLine(HANDLE process) {
        try (Memory answer = new Memory(MAX_COMMAND_LINE)) {
            return query(process, COMMAND_LINE_INFORMATION, answer) ? text(answer, answer.getPointer(TEXT)) : null;
        }
    }

    private static @Nullable String readCommandLine(HANDLE process) {
        if (Native.POINTER_SIZE != Long.BYTES) {
            return null;
        }
        try (Memory basic = new Memory(BASIC_INFORMATION_SIZE);
                Memory pointer = new Memory(Native.POINTER_SIZE);
                Memory string = new Memory(STRING_SIZE)) {
            if (!query(process, BASIC_INFORMATION, basic)
                    || !read(process, basic.getPointer(BLOCK).share(PARAMETERS), pointer)
                    || !read(process, pointer.getPointer(0).share(COMMAND_LINE), string)
                    || string.getShort(0) == 0) {
                return null;
            }
            try (Memory text = new Memory(Short.toUnsignedInt(string.getShort(0)))) {
                return read(process, string.getPointer(TEXT), text) ? text(string, text) : null;
            }
        }
    }

    private static String text(Memory string, Pointer text) {
        return new String(text.getCharArray(0, Short.toUnsignedInt(string.getShort(0)) / Character.BYTES));
    }

    static Map<Long, String> services() {
        Map<Long, String> services = new HashMap<>();
        try (W32ServiceManager manager = new W32ServiceManager(Winsvc.SC_MANAGER_ENUMERATE_SERVICE)) {
            for (Winsvc.ENUM_SERVICE_STATUS_PROCESS service :
                    manager.enumServicesStatusExProcess(WinNT.SERVICE_WIN32, Winsvc.SERVICE_ACTIVE, null)) {
                services.merge(
                        (long) service.ServiceStatusProcess.dwProcessId,
                        service.lpServiceName,
                        (one, other) -> one + ", " + other);
            }
        }
        return services;
    }

    static boolean runs(String name) {
        try (W32ServiceManager manager = new W32ServiceManager(Winsvc.SC_MANAGER_CONNECT);
                W32Service service = manager.openService(name, Winsvc.SERVICE_QUERY_STATUS)) {
            return service.queryStatus().dwCurrentState == Winsvc.SERVICE_RUNNING;
        } catch (Win32Exception error) {
            if (error.getErrorCode() == WinError.ERROR_SERVICE_DOES_NOT_EXIST) {
                return false;
            }
            throw error;
        }
    }

    private static boolean query(HANDLE process, int kind, Memory answer) {
        return NativeLibrary.getInstance("ntdll")
                        .getFunction("NtQueryInformationProcess")
                        .invokeInt(new Object[] {process, kind, answer, (int) answer.size(), null})
                == 0;
    }

    private static boolean read(HANDLE process, Pointer from, Memory into) {
        return Kernel32.INSTANCE.ReadProcessMemory(process, from, into, (int) into.size(), null);
    }

    private static Optional<String> with(long pid, int access, Query query) {
        HANDLE process = Kernel32.INSTANCE.OpenProcess(access, false, (int) pid);
        if (process == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(query.of(process));
        } finally {
            Kernel32.INSTANCE.CloseHandle(process);
        }
    }

    private interface Query {
        @Nullable
        String of(HANDLE process);
    }
}
