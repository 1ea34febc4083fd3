package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import java.io.File;
import java.util.Locale;

/** Knows which reader a system needs. */
final class HostReaders {
    /** Windows Vista; before it the ranges were in the registry. */
    private static final int FIRST_WITH_NETSH = 6;

    private HostReaders() {}

    static HostReader forThisSystem() {
        return forSystem(System.getProperty("os.name", ""), System.getProperty("os.version", ""));
    }

    /** Takes the system properties {@code os.name} and {@code os.version}. */
    static HostReader forSystem(String name, String version) {
        String os = name.toLowerCase(Locale.ROOT);
        if (os.equals("linux")) {
            return new LinuxReader(new File("/proc/sys/net/ipv4"));
        }
        if (os.startsWith("windows")) {
            return major(version) < FIRST_WITH_NETSH
                    ? OldWindowsReader.ofThisHost()
                    : new WindowsReader(ExternalCommand.SYSTEM);
        }
        return switch (os) {
            case "mac os x" -> BsdReader.ofThisMacOs();
            case "freebsd" -> BsdReader.ofThisFreeBsd();
            case "sunos" -> new SolarisReader(ExternalCommand.SYSTEM);
            case "hp-ux" -> new HpUxReader(ExternalCommand.SYSTEM);
            case "aix" -> new AixReader(ExternalCommand.SYSTEM);
            default -> new UnknownReader(name);
        };
    }

    private static int major(String version) {
        String major = version.split("\\.", 2)[0];
        return PortParser.isFigure(major) ? Integer.parseInt(major) : FIRST_WITH_NETSH;
    }

    private record UnknownReader(String system) implements HostReader {
        @Override
        public HostStack read() {
            return HostStack.documented(StackProfile.IANA);
        }

        @Override
        public StackProfile profile() {
            return StackProfile.IANA;
        }
    }
}
