package dev.freeport.internal.os;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Processes of Windows, beyond what the JDK shows. The message of an exception is a clause that says why. */
public interface WindowsProcesses {
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

    /** {@return all pids, each with that of its starter, which may have ended and its pid been reused} */
    Map<Long, Long> parents() throws IOException;

    /** {@return the path of the program of a process; empty if this user may not see it, or the process has ended} */
    Optional<String> image(long pid) throws IOException;

    /** {@return the command line as one line; empty if this user may not see it, or the process has ended} */
    Optional<String> commandLine(long pid) throws IOException;

    /** {@return the names of services by the pid that runs them, several with commas between them} */
    Map<Long, String> services() throws IOException;

    /** {@return whether a service runs, a process or a driver} */
    boolean runs(String service) throws IOException;
}
