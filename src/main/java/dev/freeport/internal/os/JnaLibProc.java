package dev.freeport.internal.os;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** libproc through JNA. Structures stay bytes, so that their readers can be tested anywhere. */
final class JnaLibProc {
    private static final int PROC_ALL_PIDS = 1;
    private static final int PROC_PIDLISTFDS = 1;
    private static final int PROC_PIDFDSOCKETINFO = 3;
    private static final int PROX_FDTYPE_SOCKET = 2;
    private static final int FDINFO_SIZE = 8;
    private static final int SOCKET_FDINFO_SIZE = 792;

    /** Some room for descriptors that are opened between two calls. */
    private static final int ROOM = 64 * FDINFO_SIZE;

    private JnaLibProc() {}

    static List<Integer> pids() throws IOException {
        Function list = function("proc_listpids");
        int size = list.invokeInt(new Object[] {PROC_ALL_PIDS, 0, null, 0}) + ROOM;
        ByteBuffer buffer = buffer(size);
        int length = list.invokeInt(new Object[] {PROC_ALL_PIDS, 0, buffer, size});
        if (length <= 0) {
            throw new IOException("the processes could not be listed");
        }
        List<Integer> pids = new ArrayList<>();
        for (int at = 0; at + Integer.BYTES <= length; at += Integer.BYTES) {
            if (buffer.getInt(at) > 0) {
                pids.add(buffer.getInt(at));
            }
        }
        return pids;
    }

    static Optional<List<Integer>> sockets(int pid) {
        Function info = function("proc_pidinfo");
        int size = info.invokeInt(new Object[] {pid, PROC_PIDLISTFDS, 0L, null, 0});
        if (size <= 0) {
            return Optional.empty();
        }
        ByteBuffer buffer = buffer(size + ROOM);
        int length = info.invokeInt(new Object[] {pid, PROC_PIDLISTFDS, 0L, buffer, size + ROOM});
        if (length <= 0) {
            return Optional.empty();
        }
        List<Integer> sockets = new ArrayList<>();
        for (int at = 0; at + FDINFO_SIZE <= length; at += FDINFO_SIZE) {
            if (buffer.getInt(at + Integer.BYTES) == PROX_FDTYPE_SOCKET) {
                sockets.add(buffer.getInt(at));
            }
        }
        return Optional.of(sockets);
    }

    static Optional<ByteBuffer> socket(int pid, int descriptor) {
        ByteBuffer buffer = buffer(SOCKET_FDINFO_SIZE);
        int length = function("proc_pidfdinfo")
                .invokeInt(new Object[] {pid, descriptor, PROC_PIDFDSOCKETINFO, buffer, SOCKET_FDINFO_SIZE});
        return length == SOCKET_FDINFO_SIZE ? Optional.of(buffer) : Optional.empty();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    private static Function function(String name) {
        return NativeLibrary.getProcess().getFunction(name);
    }
}
