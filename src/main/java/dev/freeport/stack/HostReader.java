package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import dev.freeport.internal.os.OperatingSystem;
import java.io.File;
import java.io.IOException;

/** Reads the settings of a running stack, one implementation for each kind of system. */
interface HostReader {
    /** Windows Vista; before it the ranges were in the registry. */
    int FIRST_WITH_NETSH = 6;

    /** Reads the live values; fails without a dynamic range, and leaves out the rest with a warning if need be. */
    HostStack read() throws IOException;

    /** The profile that stands in if the host cannot be read. */
    StackProfile profile();

    /** Whether reading costs so little that it may be repeated. */
    default boolean isCheap() {
        return false;
    }

    static HostReader forSystem(String name, String version) {
        OperatingSystem system = OperatingSystem.of(name);
        if (system == OperatingSystem.LINUX) {
            // beside the switch, which takes a class of its own
            return new LinuxReader(new File("/proc/sys/net/ipv4"));
        }
        return switch (system) {
            case WINDOWS ->
                major(version) < FIRST_WITH_NETSH
                        ? new OldWindowsReader(new JnaWindowsRegistry())
                        : new WindowsReader(ExternalCommand.SYSTEM);
            case MACOS -> new BsdReader(StackProfile.MACOS, Sysctl.LIBRARY.orElse(Sysctl.COMMAND));
            case FREEBSD -> new BsdReader(StackProfile.FREEBSD, Sysctl.COMMAND);
            case SOLARIS -> new SolarisReader(ExternalCommand.SYSTEM);
            case HP_UX -> new HpUxReader(ExternalCommand.SYSTEM);
            case AIX -> new AixReader(ExternalCommand.SYSTEM);
            default -> new UnknownReader();
        };
    }

    private static int major(String version) {
        String major = version.split("\\.", 2)[0];
        return PortParser.isFigure(major) ? Integer.parseInt(major) : FIRST_WITH_NETSH;
    }

    /** Knows what is documented only. */
    record UnknownReader() implements HostReader {
        @Override
        public HostStack read() {
            return HostStack.documented(profile());
        }

        @Override
        public StackProfile profile() {
            return StackProfile.IANA;
        }
    }
}
