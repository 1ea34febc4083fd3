package dev.freeport.stack;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The documented behaviour of the port stacks of operating systems: the dynamic range from which each assigns ports to
 * clients, unless an administrator changed it. The live value of a host takes precedence. The profiles tell which port is
 * safe on <em>other</em> machines, and stand in where a host cannot be read.
 *
 * <pre>{@code
 * StackProfile.WINDOWS_2003.dynamic(); // 1024-5000
 * StackProfile.assigning(Protocol.TCP, 40000); // LINUX, SOLARIS, AIX and others
 * PortRequest.fromSystemProperties().withSafeOn(StackProfile.FTSERVER, StackProfile.LINUX);
 * }</pre>
 *
 * @since 0.1.0
 */
public enum StackProfile {
    /** The recommendation: RFC 6335, section 6. */
    IANA("IANA", 1023, 49152, 65535, "RFC 6335, section 6"),
    /** TCP_OS of Stratus VOS; fixed. Source: {@value #SELECTING_PORTS}. */
    VOS_TCP_OS("TCP_OS of VOS", 1023, 1024, 5000, StackProfile.SELECTING_PORTS),
    /** TCP of Stratus STCP before stcp-1098; fixed. Source: {@value #SELECTING_PORTS}. */
    STCP_TCP_BEFORE_1098("STCP (TCP) before stcp-1098", 1023, 10000, 65535, StackProfile.SELECTING_PORTS, Protocol.TCP),
    /** TCP of Stratus STCP since stcp-1098, fixed. Source: {@value #SELECTING_PORTS}. */
    STCP_TCP("STCP (TCP) since stcp-1098", 1023, 49152, 65535, StackProfile.SELECTING_PORTS, Protocol.TCP),
    /** UDP of Stratus STCP before stcp-2119: every user port is dynamic; fixed. Source: {@value #SELECTING_PORTS}. */
    STCP_UDP_BEFORE_2119("STCP (UDP) before stcp-2119", 1024, 1025, 65535, StackProfile.SELECTING_PORTS, Protocol.UDP),
    /** UDP of Stratus STCP since stcp-2119; fixed. Source: {@value #SELECTING_PORTS}. */
    STCP_UDP("STCP (UDP) since stcp-2119", 1023, 49152, 65535, StackProfile.SELECTING_PORTS, Protocol.UDP),
    /** HP-UX 11.x. Source: {@value #SELECTING_PORTS}; live value: {@code ndd -get /dev/tcp tcp_smallest_anon_port}. */
    HP_UX("HP-UX 11", 1023, 49152, 65535, StackProfile.SELECTING_PORTS),
    /** Stratus FTX 3.3 and earlier; fixed. Source: {@value #SELECTING_PORTS}. */
    FTX_BEFORE_3_4("FTX 3.3 and earlier", 1023, 1024, 6123, StackProfile.SELECTING_PORTS),
    /** Stratus FTX 3.4 and later; set as on HP-UX. Source: {@value #SELECTING_PORTS}. */
    FTX("FTX 3.4 and later", 1023, 49152, 65535, StackProfile.SELECTING_PORTS),
    /**
     * Stratus ftServer, which runs Windows 2000, XP or 2003. Source: {@value #SELECTING_PORTS}; live upper end:
     * {@code MaxUserPort} in the registry, 5000 to 65534.
     */
    FTSERVER("ftServer (Windows 2000, XP, 2003)", 1024, 1024, 5000, StackProfile.SELECTING_PORTS),
    /** Windows 2000, XP and 2003. Source: Microsoft KB 196271; live upper end: {@code MaxUserPort} in the registry. */
    WINDOWS_2003("Windows 2000, XP and 2003", 1024, 1024, 5000, "Microsoft KB 196271"),
    /** Linux 2.2 and earlier. Source: {@value #SELECTING_PORTS}. */
    LINUX_2_2("Linux 2.2 and earlier", 1023, 1024, 4999, StackProfile.SELECTING_PORTS),
    /** Linux 2.4 and later; the upper end is 60999 since 4.2. Source: ip-sysctl.rst, {@code ip_local_port_range}. */
    LINUX("Linux 2.4 and later", 1023, 32768, 61000, "ip-sysctl.rst, ip_local_port_range"),
    /** Windows Vista, 2008 and later. Source: Microsoft KB 929851. */
    WINDOWS("Windows Vista and later", 1023, 49152, 65535, "Microsoft KB 929851"),
    /** macOS. Source: {@code IPPORT_HIFIRSTAUTO} in {@code bsd/netinet/in.h} of XNU. */
    MACOS("macOS", 1023, 49152, 65535, "bsd/netinet/in.h of XNU"),
    /** FreeBSD, whose {@code net.inet.ip.portrange.first} is 10000. Source: ip(4) of FreeBSD. */
    FREEBSD("FreeBSD", 1023, 10000, 65535, "ip(4) of FreeBSD"),
    /** Solaris and illumos. Source: {@code smallest_anon_port} in {@code inet/tcp/tcp_tunables.c} of illumos. */
    SOLARIS("Solaris and illumos", 1023, 32768, 65535, "inet/tcp/tcp_tunables.c of illumos"),
    /** AIX. Source: {@code tcp_ephemeral_low} and {@code tcp_ephemeral_high} in no(1) of AIX. */
    AIX("AIX", 1023, 32768, 65535, "no(1) of AIX"),
    /**
     * The ports 5001-9999, which no stack above assigns to a client by default, but FTX 3.3 (up to 6123) and the UDP of
     * STCP before stcp-2119.
     */
    PORTABLE("portable ports", 5000, 10000, 65535, StackProfile.SELECTING_PORTS);

    /** The document that describes the stacks of Stratus and of their time. */
    static final String SELECTING_PORTS = "N. Davids, Selecting TCP Port Numbers for Fun, Profit, and Reliability";

    private final String title;
    private final int highestSystemPort;
    private final PortRange dynamic;
    private final String source;
    private final Protocol[] only;

    StackProfile(String title, int highestSystemPort, int low, int high, String source, Protocol... only) {
        this.title = title;
        this.highestSystemPort = highestSystemPort;
        this.dynamic = new PortRange(low, high);
        this.source = source;
        this.only = only;
    }

    /** {@return the name of the stack, such as {@code Linux 2.4 and later}} */
    public String title() {
        return title;
    }

    /** {@return the document that the figures are from} */
    public String source() {
        return source;
    }

    /** {@return the protocols that the profile describes} */
    public Set<Protocol> protocols() {
        return only.length == 0 ? EnumSet.allOf(Protocol.class) : EnumSet.of(only[0]);
    }

    /** {@return the dynamic range, from which the stack assigns ports to clients} */
    public PortRange dynamic() {
        return dynamic;
    }

    /**
     * {@return the highest port for which most systems ask a privilege or which is assigned to the system's own
     * services: 1023 or 1024; 5000 for {@link #PORTABLE}}
     */
    public int highestSystemPort() {
        return highestSystemPort;
    }

    /**
     * {@return the user ports that the stack never assigns to a client, ascending: those below and above the dynamic
     * range; none where every user port is dynamic}
     */
    public List<PortRange> safe() {
        List<PortRange> safe = new ArrayList<>();
        if (highestSystemPort + 1 < dynamic.low()) {
            safe.add(new PortRange(highestSystemPort + 1, dynamic.low() - 1));
        }
        if (dynamic.high() < PortRange.HIGHEST_PORT) {
            safe.add(new PortRange(dynamic.high() + 1, PortRange.HIGHEST_PORT));
        }
        return List.copyOf(safe);
    }

    /**
     * Returns the stacks that assign a port to clients.
     *
     * @param protocol the protocol
     * @param port the port, 1 to 65535
     * @return the stacks, in the order of this enum; without {@link #PORTABLE}, which is no stack
     */
    public static List<StackProfile> assigning(Protocol protocol, int port) {
        List<StackProfile> assigning = new ArrayList<>();
        for (StackProfile profile : values()) {
            if (profile != PORTABLE && profile.protocols().contains(protocol) && profile.dynamic.contains(port)) {
                assigning.add(profile);
            }
        }
        return List.copyOf(assigning);
    }

    /**
     * {@return the profiles of a comma-separated list such as {@code windows, linux-2-2}}
     *
     * @param text the list; case and the kind of dash do not matter
     * @throws IllegalArgumentException if a part names none; the message lists all names
     */
    public static Set<StackProfile> parseList(String text) {
        Set<StackProfile> profiles = EnumSet.noneOf(StackProfile.class);
        for (String part : text.split(",", -1)) {
            String name = part.strip().toUpperCase(Locale.ROOT).replace('-', '_');
            try {
                profiles.add(valueOf(name));
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException("'" + part.strip() + "' must be one of " + names(), unknown);
            }
        }
        return profiles;
    }

    private static String names() {
        StringJoiner names = new StringJoiner(", ");
        for (StackProfile profile : values()) {
            names.add(profile.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return names.toString();
    }
}
