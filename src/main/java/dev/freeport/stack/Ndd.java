package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import java.io.IOException;
import java.util.List;

/** Asks ndd(1M) of Solaris and HP-UX for parameters of the drivers {@code /dev/tcp} and {@code /dev/udp}. */
final class Ndd {
    private final ExternalCommand command;

    Ndd(ExternalCommand command) {
        this.command = command;
    }

    PortRange dynamic(Protocol protocol) throws IOException {
        int low = port(protocol, "smallest_anon_port");
        int high = port(protocol, "largest_anon_port");
        return PortParser.range(low, high, "ndd -get /dev/" + protocol);
    }

    /** Returns the lowest TCP port that needs no privilege. */
    int limit() throws IOException {
        return port(Protocol.TCP, "smallest_nonpriv_port");
    }

    private int port(Protocol protocol, String parameter) throws IOException {
        List<String> words = List.of("ndd", "-get", "/dev/" + protocol, protocol + "_" + parameter);
        return PortParser.port(command.run(words), String.join(" ", words));
    }
}
