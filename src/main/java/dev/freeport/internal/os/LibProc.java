package dev.freeport.internal.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The sockets of processes on macOS, see libproc.h and sys/proc_info.h of XNU. */
public interface LibProc {
    /** The processes of this host, through JNA. */
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

    /**
     * Returns all processes.
     *
     * @return their ids
     * @throws IOException if they cannot be listed; the message is a clause that says why
     */
    List<Integer> pids() throws IOException;

    /**
     * Returns the descriptors of a process that are sockets.
     *
     * @param pid the process
     * @return the descriptors; empty if this user may not see them, or the process has ended
     * @throws IOException if there is no native access
     */
    Optional<List<Integer>> sockets(int pid) throws IOException;

    /**
     * Returns the {@code struct socket_fdinfo} of a descriptor.
     *
     * @param pid the process
     * @param descriptor the descriptor
     * @return the structure, in the byte order of the host; empty if it has been closed
     * @throws IOException if there is no native access
     */
    Optional<ByteBuffer> socket(int pid, int descriptor) throws IOException;
}
