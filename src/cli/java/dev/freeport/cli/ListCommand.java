package dev.freeport.cli;

import dev.freeport.FreePorts;
import dev.freeport.owner.ListeningPort;
import dev.freeport.owner.ListeningPorts;
import java.net.InetAddress;
import java.util.Map;
import picocli.CommandLine.Command;

/** Lists what listens. */
@Command(
        name = "list",
        description = "Lists everything that listens on this host, with the processes that have it open.",
        sortOptions = false,
        exitCodeOnInvalidInput = Freeport.WRONG_USE,
        exitCodeOnExecutionException = Freeport.NOT_FOUND_OUT,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Always, also if nothing listens, but",
            "2:if the command was used wrongly.",
            "3:if the answer cannot be written."
        },
        footerHeading = "Keys of the JSON:%n",
        footer = {
            "  listeners (each port, protocol, addresses, owners (each pid, command, user, started), class (of RFC 6335),",
            "  lent, service), notes (what could not be found out)"
        })
final class ListCommand extends Question {
    @Override
    public Integer call() {
        ListeningPorts listing = Progress.of("looking who listens", FreePorts::listeners);
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
                "lent", listener.isDynamic(),
                "service", listener.service());
    }
}
