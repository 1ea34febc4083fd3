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
     * Returns all processes.
     *
     * @return their pids, each with that of the process that started it, which may have ended and its pid been reused
     * @throws IOException if they cannot be listed; the message is a clause that says why
     */
    Map<Long, Long> parents() throws IOException;

    /**
     * Returns the path of the program of a process.
     *
     * @param pid the process
     * @return the path; empty if this user may not see it, or the process has ended
     * @throws IOException if there is no native access
     */
    Optional<String> image(long pid) throws IOException;

    /**
     * Returns the command line of a process, as one line.
     *
     * @param pid the process
     * @return the line; empty if this user may not see it, or the process has ended
     * @throws IOException if there is no native access
     */
    Optional<String> commandLine(long pid) throws IOException;

    /**
     * Returns the processes that run services.
     *
     * @return the names of the services by pid, several with commas between them
     * @throws IOException if they cannot be listed; the message is a clause that says why
     */
    Map<Long, String> services() throws IOException;

    /**
     * Returns whether a service runs, a process or a driver.
     *
     * @param service its name
     * @return whether it runs; false if there is none
     * @throws IOException if Windows does not answer; the message is a clause that says why
     */
    boolean runs(String service) throws IOException;
}
