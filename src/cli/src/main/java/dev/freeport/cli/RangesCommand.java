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

@Command(
        name = "ranges",
        description =
                "Shows the dynamic range, from which this host assigns ports to clients, and the documented range of its"
                        + " operating system, of others, or of all.",
        exitCodeList = {"0:Success.", Freeport.USAGE_ERROR_LINE, Freeport.NOT_WRITTEN_LINE},
        footer = {
            "  stacks (each name, dynamic as pairs; title, protocols, safe as pairs, source), host (name, dynamic and"
                    + " dynamicUdp as pairs, excluded, privilegedLimit, source)"
        })
final class RangesCommand extends AnswerCommand {
    @ArgGroup(exclusive = true)
    private @Nullable Which which;

    static final class Which {
        @Option(
                names = "--stack",
                paramLabel = "NAME",
                converter = Stacks.class,
                description = "Show the documented stack of this name; separate several with commas.")
        @Nullable
        Profiles named;

        @Option(names = "--all", description = "Show all documented stacks.")
        boolean all;
    }

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
        lines.add("This host, according to " + host.source() + ":");
        lines.add("  dynamic range, TCP  " + join(host.dynamic(Protocol.TCP)));
        lines.add("  dynamic range, UDP  " + join(host.dynamic(Protocol.UDP)));
        for (ExcludedRange exclusion : host.exclusions()) {
            lines.add("  excluded            " + exclusion.range() + " of " + exclusion.protocol() + ", "
                    + exclusion.reason());
        }
        lines.add("  privileged          "
                + (host.privilegedLimit() > 1 ? "ports below " + host.privilegedLimit() : "none"));
        lines.add("");
        return String.join(System.lineSeparator(), lines);
    }

    private static String text(Set<StackProfile> profiles) {
        Table table = new Table("DOCUMENTED STACK", "DYNAMIC RANGE", "SAFE", "TITLE", "SOURCE");
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
