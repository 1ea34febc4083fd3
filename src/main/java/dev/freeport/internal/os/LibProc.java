package dev.freeport.internal.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The sockets of processes on macOS, see libproc.h and sys/proc_info.h of XNU. */
public interface LibProc {
    LibProc SYSTEM = new LibProc() {
        @Override
        public List<Integer> pids() throws IOException {
            return NativeAccess.call(JnaLibProc::pids);
        }

        @Override
        public Optional<List<Integer>> sockets(int pid) throws IOException {
            return NativeAccess.call(() -> JnaLibProc.sockets(pid));
        }

        @Override
        public Optional<ByteBuffer> socket(int pid, int descriptor) throws IOException {
            return NativeAccess.call(() -> JnaLibProc.socket(pid, descriptor));
        }
    };

    /** {@return all processes} The message of an exception is a clause that says why. */
    List<Integer> pids() throws IOException;

    /** {@return the descriptors of a process that are sockets; empty if this user may not see them, or it has ended} */
    Optional<List<Integer>> sockets(int pid) throws IOException;

    /** {@return the {@code struct socket_fdinfo}, in the byte order of the host; empty if it has been closed} */
    Optional<ByteBuffer> socket(int pid, int descriptor) throws IOException;
}
