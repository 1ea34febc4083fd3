package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import dev.freeport.internal.text.Warnings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code MaxUserPort} (Microsoft KB 196271) and {@code ReservedPorts} (KB 812873) of Windows 2000, XP and 2003. They
 * hold for TCP and UDP alike; later systems look at neither.
 */
record OldWindowsReader(WindowsRegistry registry) implements HostReader {
    static final String PARAMETERS = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";

    private static final int LOWEST_MAX_USER_PORT = 5000;
    private static final int HIGHEST_MAX_USER_PORT = 65534;

    @Override
    public StackProfile profile() {
        return StackProfile.WINDOWS_2003;
    }

    @Override
    public HostStack read() throws IOException {
        int set = registry.integer(PARAMETERS, "MaxUserPort").orElse(LOWEST_MAX_USER_PORT);
        List<PortRange> dynamic = List.of(new PortRange(profile().dynamic().low(), nearestValid(set)));
        List<ExcludedRange> exclusions = new ArrayList<>();
        for (PortRange range : reserved()) {
            exclusions.add(new ExcludedRange(range, Protocol.TCP, "in ReservedPorts", true));
            exclusions.add(new ExcludedRange(range, Protocol.UDP, "in ReservedPorts", true));
        }
        return new HostStack(
                profile(),
                dynamic,
                dynamic,
                exclusions,
                WindowsReader.NO_PRIVILEGE,
                "MaxUserPort in HKLM\\" + PARAMETERS);
    }

    /** KB 196271 allows 5000-65534 and says nothing of other values, so the nearest is taken. */
    private static int nearestValid(int unsigned) {
        if (Integer.compareUnsigned(unsigned, HIGHEST_MAX_USER_PORT) > 0) {
            return HIGHEST_MAX_USER_PORT;
        }
        return Math.max(unsigned, LOWEST_MAX_USER_PORT);
    }

    private List<PortRange> reserved() {
        List<String> entries;
        try {
            entries = registry.strings(PARAMETERS, "ReservedPorts").orElse(List.of());
        } catch (IOException unreadable) {
            Warnings.say(unreadable.getMessage() + "; so no reserved port is left out.");
            return List.of();
        }
        List<PortRange> ranges = new ArrayList<>();
        List<String> garbage = new ArrayList<>();
        for (String entry : entries) {
            if (!entry.isBlank()) {
                try {
                    PortParser.add(range(entry), ranges);
                } catch (IOException noRange) {
                    garbage.add("'" + ExternalCommand.printable(entry) + "'");
                }
            }
        }
        if (!garbage.isEmpty()) {
            Warnings.say("ReservedPorts in HKLM\\" + PARAMETERS + " says " + String.join(", ", garbage)
                    + " instead of a range of ports such as 4000-4010; that is ignored.");
        }
        return ranges;
    }

    private static PortRange range(String entry) throws IOException {
        String[] ends = entry.split("-", -1);
        if (ends.length != 2) {
            throw new IOException(entry);
        }
        return PortParser.range(PortParser.port(ends[0], entry), PortParser.port(ends[1], entry), entry);
    }
}
