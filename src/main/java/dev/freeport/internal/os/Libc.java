package dev.freeport.internal.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.io.IOException;

/** A socket descriptor of Linux and the calls on it, through JNA. */
final class Libc implements AutoCloseable {
    private static final int SOCK_CLOEXEC = 0x80000;

    private final int descriptor;

    private Libc(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Opens a socket.
     *
     * @throws IOException if that fails
     */
    static Libc socket(int family, int type, int protocol) throws IOException {
        return new Libc(check("socket", call("socket", family, type | SOCK_CLOEXEC, protocol)));
    }

    void send(Memory message) throws IOException {
        check("send", call("send", descriptor, message, new NativeLong(message.size()), 0));
    }

    int receive(Memory buffer, int flags) throws IOException {
        return check("recv", call("recv", descriptor, buffer, new NativeLong(buffer.size()), flags));
    }

    /** Returns 0 or the error number. */
    int bind(Memory address) {
        return call("bind", descriptor, address, (int) address.size()) == 0 ? 0 : Native.getLastError();
    }

    @Override
    public void close() {
        call("close", descriptor);
    }

    private static int call(String name, Object... arguments) {
        return NativeLibrary.getProcess().getFunction(name).invokeInt(arguments);
    }

    private static int check(String name, int result) throws IOException {
        if (result < 0) {
            throw new IOException(name + " failed with error " + Native.getLastError());
        }
        return result;
    }
}
