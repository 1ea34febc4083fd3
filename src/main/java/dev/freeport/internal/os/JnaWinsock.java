package dev.freeport.internal.os;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;

final class JnaWinsock {
    private static final int VERSION = 0x0202;
    private static final int STARTUP_SIZE = 512;
    private static final long INVALID = -1;

    private JnaWinsock() {}

    static int errorOn(int port) throws IOException {
        try (Memory startup = new Memory(STARTUP_SIZE);
                Memory address = Libc.address(port)) {
            check("WSAStartup", call("WSAStartup", VERSION, startup));
            Pointer socket = (Pointer)
                    function("socket").invoke(Pointer.class, new Object[] {Libc.AF_INET, Libc.SOCK_STREAM, 0});
            if (Pointer.nativeValue(socket) == INVALID) {
                throw new IOException("socket failed with error " + Native.getLastError());
            }
            int error = call("bind", socket, address, Libc.ADDRESS_SIZE) == 0 ? 0 : Native.getLastError();
            call("closesocket", socket);
            call("WSACleanup");
            return error;
        }
    }

    private static int call(String name, Object... arguments) {
        return function(name).invokeInt(arguments);
    }

    private static Function function(String name) {
        return NativeLibrary.getInstance("ws2_32").getFunction(name);
    }

    private static void check(String name, int result) throws IOException {
        if (result != 0) {
            throw new IOException(name + " failed with error " + result);
        }
    }
}
