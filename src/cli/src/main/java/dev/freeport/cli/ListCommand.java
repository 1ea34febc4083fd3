package dev.freeport.cli;

import dev.freeport.FreePorts;
import dev.freeport.owner.ListeningPort;
import dev.freeport.owner.ListeningPorts;
import java.net.InetAddress;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "Lists the listening ports of this host, with their processes.",
        exitCodeList = {"0:Success, even if no process listens.", Freeport.USAGE_ERROR_LINE, Freeport.NOT_WRITTEN_LINE},
        footer = "  listeners (each port, protocol, addresses, owners (each pid, command, user, started), class (of RFC"
                + " 6335), inDynamicRange, service), notes (what could not be determined)")
final class ListCommand extends AnswerCommand {
    @Override
    public Integer call() {
        ListeningPorts listing = Progress.of("looking for listening ports", FreePorts::listeners);
        answer(
                Json.object(
                        "listeners",
                        listing.listeners().stream().map(ListCommand::json).toList(),
                        "notes",
                        listing.notes()),
                listing);
        return 0;
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
