package dev.freeport.internal.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteOrder;

/** A socket descriptor of Linux and the calls on it, through JNA. */
record Libc(int descriptor) implements AutoCloseable {
    static final int AF_INET = 2;
    static final int SOCK_STREAM = 1;
    static final int ADDRESS_SIZE = 16;
    private static final int SOCK_CLOEXEC = 0x80000;

    static Libc socket(int family, int type, int protocol) throws IOException {
        return new Libc(check("socket", call("socket", family, type | SOCK_CLOEXEC, protocol)));
    }

    void send(Memory message) throws IOException {
        check("send", call("send", descriptor, message, new NativeLong(message.size()), 0));
    }

    int receive(Memory buffer, int flags) throws IOException {
        return check("recv", call("recv", descriptor, buffer, new NativeLong(buffer.size()), flags));
    }

    static int bindError(int port) throws IOException {
        try (Libc socket = socket(AF_INET, SOCK_STREAM, 0);
                Memory address = address(port)) {
            return call("bind", socket.descriptor, address, ADDRESS_SIZE) == 0 ? 0 : Native.getLastError();
        }
    }

    /** Returns the {@code struct sockaddr_in} of a port on all addresses, which Windows shares. */
    static Memory address(int port) {
        Memory address = new Memory(ADDRESS_SIZE);
        address.clear();
        address.setShort(0, (short) AF_INET);
        address.getByteBuffer(Short.BYTES, Short.BYTES)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) port);
        return address;
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
