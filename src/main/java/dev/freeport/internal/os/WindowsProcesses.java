package dev.freeport.internal.os;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The processes of Windows, beyond what the JDK shows of them. */
public interface WindowsProcesses {
    /** The processes of this host, through JNA. */
    WindowsProcesses SYSTEM = new WindowsProcesses() {
        @Override
        public Map<Long, Long> parents() throws IOException {
            return NativeAccess.call(JnaWindowsProcesses::parents);
        }

        @Override
        public Optional<String> image(long pid) throws IOException {
            return NativeAccess.call(() -> JnaWindowsProcesses.image(pid));
        }

        @Override
        public Optional<String> commandLine(long pid) throws IOException {
            return NativeAccess.call(() -> JnaWindowsProcesses.commandLine(pid));
        }

        @Override
        public Map<Long, String> services() throws IOException {
            return NativeAccess.call(JnaWindowsProcesses::services);
        }

        @Override
        public boolean runs(String service) throws IOException {
            return NativeAccess.call(() -> JnaWindowsProcesses.runs(service));
        }
    };

    /**
     * {@return all pids, each with that of the process that started it, which may have ended and its pid been reused}
     * The message of an exception is a clause that says why.
     */
    Map<Long, Long> parents() throws IOException;

    /** {@return the path of the program of a process; empty if this user may not see it, or the process has ended} */
    Optional<String> image(long pid) throws IOException;

    /**
     * {@return the command line of a process, as one line; empty if this user may not see it, or the process has ended}
     */
    Optional<String> commandLine(long pid) throws IOException;

    /**
     * {@return the names of services by the pid that runs them, several with commas between them} The message of an
     * exception is a clause that says why.
     */
    Map<Long, String> services() throws IOException;

    /**
     * {@return whether a service runs, a process or a driver} The message of an exception is a clause that says why.
     */
    boolean runs(String service) throws IOException;
}
