package dev.freeport.stack;

import java.util.List;

/** What an administrator can do to get more ports outside the dynamic range. To be printed, never run. */
public final class Remedies {
    private Remedies() {}

    /**
     * Returns the commands that let a process without privileges bind a low port.
     *
     * @param stack the host
     * @param port the lowest port that is wanted
     * @return a clause that follows "Use a port from 1024 on"
     */
    public static String ofLowPort(HostStack stack, int port) {
        return stack.profile() != StackProfile.LINUX
                ? ", or run this process with privileges."
                : ", or let, as root, every process bind lower ones (sysctl -w net.ipv4.ip_unprivileged_port_start="
                        + port
                        + "), or this one alone (setpriv --inh-caps=+net_bind_service --ambient-caps=+net_bind_service"
                        + " COMMAND).";
    }

    /**
     * Returns the commands or steps that widen the pool on a kind of system.
     *
     * @param stack the host
     * @return one line each; none where the ranges are fixed
     */
    public static List<String> of(HostStack stack) {
        return switch (stack.profile()) {
            case LINUX ->
                List.of(
                        "sysctl -w net.ipv4.ip_local_port_range=\"32768 60999\"  (a smaller dynamic range)",
                        "sysctl -w net.ipv4.ip_local_reserved_ports=20000-20999  (takes ports out of it; then"
                                + " freeport.ranges=20000-20999)");
            case WINDOWS ->
                List.of(
                        "netsh int ipv4 set dynamicport tcp start=49152 num=16384  (a smaller dynamic range)",
                        "netsh int ipv4 add excludedportrange protocol=tcp startport=20000 numberofports=1000  (takes ports"
                                + " out of it; then freeport.ranges=20000-20999)");
            case WINDOWS_2003 ->
                List.of("In the registry, under HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters, set"
                        + " MaxUserPort (REG_DWORD) to 5000, or add 20000-20999 to ReservedPorts (REG_MULTI_SZ);"
                        + " then restart.");
            case MACOS, FREEBSD ->
                List.of(
                        "sysctl net.inet.ip.portrange.first=49152 net.inet.ip.portrange.hifirst=49152  (a smaller dynamic"
                                + " range)");
            case SOLARIS -> List.of("ipadm set-prop -p smallest_anon_port=32768 tcp  (a smaller dynamic range)");
            case HP_UX, FTX -> List.of("ndd -set /dev/tcp tcp_smallest_anon_port 49152  (a smaller dynamic range)");
            case AIX -> List.of("no -o tcp_ephemeral_low=49152 -o tcp_ephemeral_high=65535  (a smaller dynamic range)");
            default -> List.of();
        };
    }
}
