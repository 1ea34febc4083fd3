package dev.freeport.cli;

import dev.freeport.FreePorts;
import dev.freeport.owner.ListeningPort;
import dev.freeport.owner.ListeningPorts;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.PortRange;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "list",
        description = "Lists the listening ports of this host, with their processes.",
        exitCodeList = {"0:Success, even if no process listens.", Freeport.USAGE_ERROR_LINE, Freeport.NOT_WRITTEN_LINE},
        footer = "  listeners (each port, protocol, addresses, owners (each pid, command, user, started), class (of RFC"
                + " 6335), inDynamicRange, service), notes (what could not be determined); with --watch a line for each"
                + " change")
final class ListCommand extends AnswerCommand {
    /** By what the listeners are sorted; ports decide where that is equal. */
    enum Order {
        PORT(Comparator.comparingInt(ListeningPort::port)),
        PID(Comparator.comparingLong(listener -> listener.owners().stream()
                .mapToLong(OwnerProcess::pid)
                .findFirst()
                .orElse(Long.MAX_VALUE))),
        COMMAND(Comparator.comparing(listener -> listener.owners().stream()
                .map(OwnerProcess::command)
                .findFirst()
                .orElse("\uffff")));

        private final Comparator<ListeningPort> comparator;

        Order(Comparator<ListeningPort> comparator) {
            this.comparator = comparator;
        }
    }

    static final class OrderArgument implements ITypeConverter<Order> {
        @Override
        public Order convert(String text) {
            for (Order order : Order.values()) {
                if (order.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return order;
                }
            }
            throw new TypeConversionException("'" + text + "' must be port, pid or command");
        }
    }

    record Ports(List<PortRange> ranges) {}

    static final class PortsArgument implements ITypeConverter<Ports> {
        @Override
        public Ports convert(String text) {
            try {
                return new Ports(PortRange.parseList(text));
            } catch (IllegalArgumentException invalid) {
                throw new TypeConversionException(invalid.getMessage());
            }
        }
    }

    @Option(
            names = "--ports",
            paramLabel = "RANGES",
            converter = PortsArgument.class,
            description = "Only these ports, such as 8080,9000-9999.")
    private @Nullable Ports ports;

    @Option(
            names = "--process",
            paramLabel = "TEXT",
            description = "Only processes with this pid, or with this text in their command line.")
    private @Nullable String process;

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            converter = OrderArgument.class,
            description = "Sort by port (as without this option), pid or command.")
    private Order order = Order.PORT;

    @Option(
            names = "--watch",
            description = "Then look each second, and print a line for each server that starts (+) or stops (-), until"
                    + " Ctrl-C.")
    private boolean watch;

    @Override
    public Integer call() {
        ListeningPorts listing = Progress.of("looking for listening ports", this::read);
        answer(json(listing), listing);
        if (watch) {
            new ListWatch(this::read, this::tell).untilInterrupted(listing);
        }
        return 0;
    }

    private ListeningPorts read() {
        ListeningPorts all = FreePorts.listeners();
        return new ListeningPorts(
                all.listeners().stream()
                        .filter(this::isWanted)
                        .sorted(order.comparator)
                        .toList(),
                all.notes());
    }

    private boolean isWanted(ListeningPort listener) {
        boolean wanted = ports == null || ports.ranges.stream().anyMatch(range -> range.contains(listener.port()));
        return wanted && (process == null || listener.owners().stream().anyMatch(owner -> matches(owner, process)));
    }

    private static boolean matches(OwnerProcess owner, String text) {
        return Long.toString(owner.pid()).equals(text) || owner.command().contains(text);
    }

    private boolean tell(ListeningPorts now, List<String> changes) {
        answer(json(now), String.join(System.lineSeparator(), changes));
        return !System.out.checkError();
    }

    private static Map<String, Object> json(ListeningPorts listing) {
        return Json.object(
                "listeners", listing.listeners().stream().map(ListCommand::json).toList(), "notes", listing.notes());
    }

    private static Map<String, Object> json(ListeningPort listener) {
        return Json.object(
                "port", listener.port(),
                "protocol", listener.protocol(),
                "addresses",
                        listener.addresses().stream()
                                .map(InetAddress::getHostAddress)
                                .toList(),
                "owners", OwnerJson.of(listener.owners()),
                "class", listener.portClass(),
                "inDynamicRange", listener.isDynamic(),
                "service", listener.service());
    }
}
