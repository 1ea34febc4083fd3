package dev.freeport.cli;

import dev.freeport.stack.ExcludedRange;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Says from which ranges this host and the documented stacks lend ports to clients. */
@Command(
        name = "ranges",
        description =
                "Shows from which dynamic range this host lends ports to clients, and what is documented of its kind"
                        + " of system, of others, or of all.",
        sortOptions = false,
        exitCodeOnInvalidInput = Freeport.WRONG_USE,
        exitCodeOnExecutionException = Freeport.NOT_FOUND_OUT,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:Always, but", "2:if the command was used wrongly.", "3:if the answer cannot be written."},
        footerHeading = "Keys of the JSON:%n",
        footer = {
            "  stacks (each name, dynamic as pairs; title, protocols, safe as pairs, source), host (name, dynamic and"
                    + " dynamicUdp as pairs, excluded, privilegedLimit, source)"
        })
final class RangesCommand extends Question {
    @ArgGroup(exclusive = true)
    private @Nullable Which which;

    /** Which stacks to show. */
    static final class Which {
        @Option(
                names = "--stack",
                paramLabel = "NAME",
                converter = Stacks.class,
                description = "The documented stack of this name, or of several with commas between.")
        @Nullable
        Profiles named;

        @Option(names = "--all", description = "All documented stacks.")
        boolean all;
    }

    /** One or more profiles. */
    record Profiles(Set<StackProfile> set) {}

    static final class Stacks implements ITypeConverter<Profiles> {
        @Override
        public Profiles convert(String text) {
            try {
                return new Profiles(StackProfile.parseList(text));
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        }
    }

    @Override
    public Integer call() {
        HostStack host = Progress.of("reading the settings of this host", HostStack::current);
        Set<StackProfile> profiles = profiles(host);
        answer(
                Json.object(
                        "stacks", profiles.stream().map(RangesCommand::json).toList(),
                        "host", json(host)),
                text(host) + System.lineSeparator() + text(profiles));
        return 0;
    }

    private Set<StackProfile> profiles(HostStack host) {
        if (which == null) {
            return EnumSet.of(host.profile());
        }
        return which.named == null ? EnumSet.allOf(StackProfile.class) : which.named.set();
    }

    private static Map<String, Object> json(StackProfile profile) {
        return Json.object(
                "name", profile,
                "dynamic", List.of(profile.dynamic()),
                "title", profile.title(),
                "protocols",
                        profile.protocols().stream().map(Protocol::toString).toList(),
                "safe", profile.safe(),
                "source", profile.source());
    }

    private static Map<String, Object> json(HostStack host) {
        return Json.object(
                "name", host.profile(),
                "dynamic", host.dynamic(Protocol.TCP),
                "dynamicUdp", host.dynamic(Protocol.UDP),
                "excluded", host.exclusions().stream().map(RangesCommand::json).toList(),
                "privilegedLimit", host.privilegedLimit(),
                "source", host.source());
    }

    private static Map<String, Object> json(ExcludedRange exclusion) {
        return Json.object(
                "range", exclusion.range(),
                "protocol", exclusion.protocol(),
                "reason", exclusion.reason(),
                "bindable", exclusion.bindable());
    }

    private static String text(HostStack host) {
        List<String> lines = new ArrayList<>();
        lines.add("This host, by " + host.source() + ":");
        lines.add("  lends to TCP clients  " + join(host.dynamic(Protocol.TCP)));
        lines.add("  lends to UDP clients  " + join(host.dynamic(Protocol.UDP)));
        for (ExcludedRange exclusion : host.exclusions()) {
            lines.add("  leaves out            " + exclusion.range() + " of " + exclusion.protocol() + ", "
                    + exclusion.reason());
        }
        lines.add("  asks a privilege for  "
                + (host.privilegedLimit() > 1 ? "ports below " + host.privilegedLimit() : "none"));
        lines.add("");
        return String.join(System.lineSeparator(), lines);
    }

    private static String text(Set<StackProfile> profiles) {
        Table table = new Table("DOCUMENTED STACK", "LENDS", "NEVER LENDS", "TITLE", "SOURCE");
        for (StackProfile profile : profiles) {
            table.add(
                    Json.name(profile),
                    profile.dynamic(),
                    profile.safe().isEmpty() ? "-" : join(profile.safe()),
                    profile.title(),
                    profile.source());
        }
        return table.toString();
    }

    private static String join(List<PortRange> ranges) {
        return ranges.stream().map(PortRange::toString).collect(Collectors.joining(","));
    }
}
