package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import dev.freeport.internal.text.Warnings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks {@code netsh} for the dynamic ranges and the excluded ones, as Microsoft KB 929851 and the help of {@code netsh int
 * ipv4 show excludedportrange} describe. What it prints is in the language and the code page of the user; only figures,
 * asterisks and dashes are looked at. They stand for themselves in all code pages that Windows uses for output.
 */
record WindowsReader(ExternalCommand command) implements HostReader {
    /** Windows asks no privilege for low ports. */
    static final int NO_PRIVILEGE = 1;

    @Override
    public StackProfile profile() {
        return StackProfile.WINDOWS;
    }

    @Override
    public HostStack read() throws IOException {
        List<PortRange> tcp = dynamic(Protocol.TCP);
        List<PortRange> udp = dynamic(Protocol.UDP);
        List<ExcludedRange> exclusions = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            for (String family : List.of("ipv4", "ipv6")) {
                addExclusions(family, protocol, exclusions);
            }
        }
        return new HostStack(profile(), tcp, udp, exclusions, NO_PRIVILEGE, "netsh int ipv4 show dynamicport");
    }

    private List<PortRange> dynamic(Protocol protocol) throws IOException {
        List<String> ipv4 = List.of("netsh", "int", "ipv4", "show", "dynamicport", protocol.toString());
        List<PortRange> ranges = new ArrayList<>();
        ranges.add(dynamic(command.run(ipv4), String.join(" ", ipv4)));
        List<String> ipv6 = List.of("netsh", "int", "ipv6", "show", "dynamicport", protocol.toString());
        String text;
        try {
            text = command.run(ipv6);
        } catch (IOException ipv6IsSwitchedOff) {
            return ranges;
        }
        try {
            PortParser.add(dynamic(text, String.join(" ", ipv6)), ranges);
        } catch (IOException garbage) {
            Warnings.say(garbage.getMessage() + "; using the range of IPv4 for IPv6 too.");
        }
        return ranges;
    }

    /** Two lines end with a figure: the first port, and the number of ports. */
    private static PortRange dynamic(String text, String source) throws IOException {
        List<Integer> figures = new ArrayList<>();
        for (String line : text.split("[\\r\\n]+")) {
            String stripped = line.strip();
            int start = stripped.length();
            while (start > 0 && stripped.charAt(start - 1) >= '0' && stripped.charAt(start - 1) <= '9') {
                start--;
            }
            String figure = stripped.substring(start);
            if (start > 0 && endsALabel(stripped.charAt(start - 1)) && PortParser.isFigure(figure)) {
                figures.add(Integer.valueOf(figure));
            }
        }
        if (figures.size() != 2) {
            throw new IOException(source + " says '" + ExternalCommand.printable(text)
                    + "' instead of a start port and a number of ports");
        }
        return PortParser.range(figures.get(0), (long) figures.get(0) + figures.get(1) - 1, source);
    }

    /** Tells whether a figure may follow: not in {@code IPv4} and {@code -1}. Above 0x7F there are wide colons. */
    private static boolean endsALabel(char last) {
        return last == ':' || last == ' ' || last == '\t' || last > 0x7F;
    }

    private void addExclusions(String family, Protocol protocol, List<ExcludedRange> exclusions) {
        List<String> words = List.of("netsh", "int", family, "show", "excludedportrange", "protocol=" + protocol);
        String text;
        try {
            text = command.run(words);
        } catch (IOException absent) {
            if (family.equals("ipv4")) {
                Warnings.say(absent.getMessage() + "; so no excluded port is left out.");
            }
            return;
        }
        boolean table = false;
        List<String> garbage = new ArrayList<>();
        for (String line : text.split("[\\r\\n]+")) {
            String row = line.strip();
            table |= row.startsWith("---");
            if (!row.isEmpty() && "-0123456789".indexOf(row.charAt(0)) >= 0 && !row.startsWith("---")) {
                addExclusion(row, protocol, exclusions, garbage);
                table = true;
            }
        }
        if (!table || !garbage.isEmpty()) {
            String wrong = ExternalCommand.printable(table ? garbage.get(0) : text);
            Warnings.say(String.join(" ", words) + " says '" + wrong + "' instead of "
                    + (table ? "two ports" : "a table") + "; that is ignored.");
        }
    }

    /** Adds a row such as {@code 50000 50059 *}, whose asterisk marks what an administrator has set aside. */
    private static void addExclusion(
            String row, Protocol protocol, List<ExcludedRange> exclusions, List<String> garbage) {
        String[] cells = row.split("\\s+");
        boolean administered = cells.length == 3 && cells[2].equals("*");
        try {
            if (cells.length != 2 && !administered) {
                throw new IOException(row);
            }
            PortRange range = PortParser.range(PortParser.port(cells[0], row), PortParser.port(cells[1], row), row);
            ExcludedRange exclusion = new ExcludedRange(
                    range,
                    protocol,
                    administered ? "excluded by an administrator" : "excluded by Windows",
                    administered);
            if (!exclusions.contains(exclusion)) {
                exclusions.add(exclusion);
            }
        } catch (IOException noPorts) {
            garbage.add(row);
        }
    }
}
