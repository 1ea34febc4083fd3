package dev.freeport.internal.pool;

import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.util.ArrayList;
import java.util.List;

/** The commands with which an administrator gets more ports. To be printed, never run. */
public final class Remedies {
    private Remedies() {}

    /** Returns the commands that let a process without privileges bind a low port, as the end of a sentence. */
    public static String ofLowPort(HostStack stack, int port) {
        return stack.profile() != StackProfile.LINUX
                ? ", or run this process with privileges."
                : ", or let, as root, every process bind lower ones (sysctl -w net.ipv4.ip_unprivileged_port_start="
                        + port
                        + "), or this command alone (setpriv --reuid=USER --init-groups --inh-caps=+net_bind_service"
                        + " --ambient-caps=+net_bind_service COMMAND).";
    }

    /** Returns the steps that widen the pool, a line each; none where the ranges are fixed, or as advised already. */
    public static List<String> of(HostStack stack) {
        List<String> steps = new ArrayList<>();
        switch (stack.profile()) {
            case LINUX -> {
                narrow(stack, 32768, "sysctl -w net.ipv4.ip_local_port_range=\"32768 60999\"", steps);
                takeOut(stack, "sysctl -w net.ipv4.ip_local_reserved_ports=20000-20999", steps);
            }
            case WINDOWS -> {
                narrow(stack, 49152, "netsh int ipv4 set dynamicport tcp start=49152 num=16384", steps);
                takeOut(
                        stack,
                        "netsh int ipv4 add excludedportrange protocol=tcp startport=20000 numberofports=1000",
                        steps);
            }
            case FTSERVER, WINDOWS_2003 ->
                steps.add("In the registry, under HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters, set"
                        + " MaxUserPort (REG_DWORD) to 5000, or add 20000-20999 to ReservedPorts (REG_MULTI_SZ);"
                        + " then restart.");
            case MACOS, FREEBSD ->
                narrow(
                        stack,
                        49152,
                        "sysctl net.inet.ip.portrange.first=49152 net.inet.ip.portrange.hifirst=49152",
                        steps);
            case SOLARIS -> narrow(stack, 32768, "ipadm set-prop -p smallest_anon_port=32768 tcp", steps);
            case HP_UX, FTX -> narrow(stack, 49152, "ndd -set /dev/tcp tcp_smallest_anon_port 49152", steps);
            case AIX -> narrow(stack, 49152, "no -o tcp_ephemeral_low=49152 -o tcp_ephemeral_high=65535", steps);
            default -> {
                return steps;
            }
        }
        return steps;
    }

    /** Adds a command that lets the dynamic range begin at a port, if it begins lower. */
    private static void narrow(HostStack stack, int low, String command, List<String> steps) {
        for (PortRange range : stack.dynamic(Protocol.TCP)) {
            if (range.low() < low) {
                steps.add(command + "  (a smaller dynamic range)");
                return;
            }
        }
    }

    /** Adds a command that takes ports from 20000 on out of the dynamic range, if they are in it. */
    private static void takeOut(HostStack stack, String command, List<String> steps) {
        if (stack.isDynamic(Protocol.TCP, 20000)) {
            steps.add(command + "  (takes ports out of it; then freeport.ranges=20000-20999)");
        }
    }
}
